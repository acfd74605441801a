// Values of the pointwise kernels other than elementary functions, against plain formulas.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "core/base/error.h"
#include "core/kernels/kernels.h"
#include "tests/cpp/kernel_testing.h"

namespace tenon::kernels {
namespace {

template <class T>
T call(const Kernel& k, Isa isa, DType t, std::vector<T> in, Params p = {}) {
  T out{};
  std::vector<char*> data = {reinterpret_cast<char*>(&out)};
  std::vector<int64_t> strides = {sizeof(T)};
  for (T& x : in) {
    data.push_back(reinterpret_cast<char*>(&x));
    strides.push_back(sizeof(T));
  }
  k.loop(t, isa)(data.data(), strides.data(), 1, &p);
  return out;
}
template <class T>
T call(const Kernel& k, Isa isa, DType t, std::initializer_list<T> in, Params p = {}) {
  return call(k, isa, t, std::vector<T>(in), p);
}
template <class T>
bool test(const Kernel& k, Isa isa, DType t, T a, T b) {
  bool out = false;
  char* data[] = {reinterpret_cast<char*>(&out), reinterpret_cast<char*>(&a),
                  reinterpret_cast<char*>(&b)};
  int64_t strides[] = {1, sizeof(T), sizeof(T)};
  k.loop(t, isa)(data, strides, 1, nullptr);
  return out;
}

const std::vector<double> kFloatValues = {-INFINITY, -100, -3.5, -3,   -2.5,     -1, -0.5, -1e-3,
                                          -0.0,      0.0,  1e-3, 0.25, 0.5,      1,  1.5,  2.5,
                                          3,         6,    7.25, 100,  INFINITY, NAN};

struct FloatCase {
  const Kernel* kernel;
  int inputs;
  std::function<double(double, double, double)> want;
  Params params = {};
};

double softplus_of(double x) { return std::fmax(x, 0) + std::log1p(std::exp(-std::fabs(x))); }
double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }
double cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }
double python_mod(double a, double b) {
  double m = std::fmod(a, b);
  return m != 0 && (m < 0) != (b < 0) ? m + b : m;
}

const std::vector<FloatCase> kFloatCases = {
    {&neg, 1, [](double x, double, double) { return -x; }},
    {&abs, 1, [](double x, double, double) { return std::fabs(x); }},
    {&sign, 1, [](double x, double, double) { return (x > 0) - (x < 0); }},
    {&floor, 1, [](double x, double, double) { return std::floor(x); }},
    {&ceil, 1, [](double x, double, double) { return std::ceil(x); }},
    {&round, 1, [](double x, double, double) { return std::nearbyint(x); }},
    {&trunc, 1, [](double x, double, double) { return std::trunc(x); }},
    {&relu, 1, [](double x, double, double) { return std::isnan(x) ? x : std::fmax(x, 0); }},
    {&clamp,
     1,
     [](double x, double, double) { return std::isnan(x) ? x : std::fmin(std::fmax(x, -1), 2); },
     {{-1, 2}, {}}},
    {&leaky_relu, 1, [](double x, double, double) { return x > 0 ? x : 0.1f * x; }, {{0.1f}, {}}},
    {&elu,
     1,
     [](double x, double, double) { return x > 0 ? 3 * x : 6 * std::expm1(0.5 * x); },
     {{2, 3, 0.5}, {}}},
    {&softplus,
     1,
     [](double x, double, double) { return x * 2 > 20 ? x : softplus_of(2 * x) / 2; },
     {{2, 20}, {}}},
    {&hardsigmoid, 1,
     [](double x, double, double) {
       return std::isnan(x) ? x : std::fmin(std::fmax(x + 3, 0), 6) / 6;
     }},
    {&add, 2, [](double a, double b, double) { return a + 2 * b; }, {{2}, {}}},
    {&sub, 2, [](double a, double b, double) { return a - 2 * b; }, {{2}, {}}},
    {&mul, 2, [](double a, double b, double) { return a * b; }},
    {&div, 2, [](double a, double b, double) { return a / b; }},
    {&maximum, 2,
     [](double a, double b, double) {
       return std::isnan(a + b) && (std::isnan(a) || std::isnan(b)) ? NAN : std::fmax(a, b);
     }},
    {&minimum, 2,
     [](double a, double b, double) {
       return std::isnan(a) || std::isnan(b) ? NAN : std::fmin(a, b);
     }},
    {&fmax, 2, [](double a, double b, double) { return std::fmax(a, b); }},
    {&fmin, 2, [](double a, double b, double) { return std::fmin(a, b); }},
    {&fmod, 2, [](double a, double b, double) { return std::fmod(a, b); }},
    {&remainder, 2, [](double a, double b, double) { return python_mod(a, b); }},
    {&trunc_divide, 2,
     [](double a, double b, double) {
       return std::trunc(static_cast<float>(a) / static_cast<float>(b));
     }},
    {&copysign, 2, [](double a, double b, double) { return std::copysign(a, b); }},
    {&addcmul, 3, [](double a, double b, double c) { return a + 2 * b * c; }, {{2}, {}}},
    {&addcdiv, 3, [](double a, double b, double c) { return a + 2 * b / c; }, {{2}, {}}},
    {&threshold_backward, 2, [](double g, double x, double) { return x <= 0 ? 0 : g; }},
    {&leaky_relu_backward,
     2,
     [](double g, double x, double) { return x > 0 ? g : 0.1f * g; },
     {{0.1f}, {}}},
    {&sigmoid_backward, 2, [](double g, double y, double) { return g * (1 - y) * y; }},
    {&tanh_backward, 2, [](double g, double y, double) { return g * (1 - y * y); }},
};

void expect_close(double got, double want, const std::string& what) {
  if (std::isnan(want)) {
    EXPECT_TRUE(std::isnan(got)) << what << " got " << got;
  } else if (std::isinf(want)) {
    EXPECT_EQ(got, want) << what;
  } else {
    EXPECT_NEAR(got, want, 1e-6 + 1e-6 * std::fabs(want)) << what;
  }
}

TEST(KernelValue, Floats) {
  for (Isa isa : isas()) {
    for (const FloatCase& c : kFloatCases) {
      for (double a : kFloatValues) {
        for (double b : c.inputs > 1 ? kFloatValues : std::vector<double>{0}) {
          for (double d : c.inputs > 2 ? kFloatValues : std::vector<double>{0}) {
            std::vector<float> f = {static_cast<float>(a), static_cast<float>(b),
                                    static_cast<float>(d)};
            f.resize(static_cast<size_t>(c.inputs));
            double want =
                c.want(static_cast<float>(a), static_cast<float>(b), static_cast<float>(d));
            std::string what = str(c.kernel->name, " ", isa_name(isa), " of ", a, ", ", b, ", ", d);
            expect_close(static_cast<double>(call(*c.kernel, isa, DType::F32, f, c.params)), want,
                         what);
          }
        }
      }
    }
  }
}

// On the finite values: activations and the slopes of their backward kernels against central
// differences.
TEST(KernelValue, Activations) {
  struct Pair {
    const Kernel *forward, *backward;
    std::function<double(double)> f;
    Params params = {};
  };
  const std::vector<Pair> pairs = {
      {&gelu_erf, &gelu_erf_backward, [](double x) { return x * cdf(x); }},
      {&gelu_tanh, &gelu_tanh_backward,
       [](double x) {
         return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
       }},
      {&silu, &silu_backward, [](double x) { return x * sigmoid_of(x); }},
      {&mish, &mish_backward, [](double x) { return x * std::tanh(softplus_of(x)); }},
      {&log_sigmoid, &log_sigmoid_backward, [](double x) { return -softplus_of(-x); }},
      {&hardswish, &hardswish_backward,
       [](double x) { return x * std::fmin(std::fmax(x + 3, 0), 6) / 6; }},
      {&hardsigmoid, &hardsigmoid_backward,
       [](double x) { return std::fmin(std::fmax(x + 3, 0), 6) / 6; }},
      {&softplus,
       &softplus_backward,
       [](double x) { return softplus_of(2 * x) / 2; },
       {{2, 1000}, {}}},
      {&elu,
       &elu_backward,
       [](double x) { return x > 0 ? 3 * x : 6 * std::expm1(0.5 * x); },
       {{2, 3, 0.5}, {}}},
  };
  for (Isa isa : isas()) {
    for (const Pair& p : pairs) {
      for (double x = -9.03; x < 9; x += 0.117) {
        std::string what = str(p.forward->name, " ", isa_name(isa), " at ", x);
        double slope = (p.f(x + 1e-5) - p.f(x - 1e-5)) / 2e-5;
        auto xf = static_cast<float>(x);
        EXPECT_NEAR(call(*p.forward, isa, DType::F32, {xf}, p.params), p.f(xf),
                    1e-6 + 1e-6 * std::fabs(x))
            << what;
        EXPECT_NEAR(call(*p.backward, isa, DType::F32, {2.0f, xf}, p.params), 2 * slope, 1e-5)
            << what;
        EXPECT_NEAR(call(*p.forward, isa, DType::F64, {x}, p.params), p.f(x), 1e-14) << what;
        EXPECT_NEAR(call(*p.backward, isa, DType::F64, {2.0, x}, p.params), 2 * slope, 1e-9)
            << what;
      }
    }
  }
}

TEST(KernelValue, Integers) {
  constexpr int32_t kLow = INT32_MIN;
  struct IntCase {
    const Kernel* kernel;
    int32_t a, b, want;
  };
  const std::vector<IntCase> cases = {
      {&floor_divide, 7, 2, 3},   {&floor_divide, -7, 2, -4},  {&floor_divide, kLow, -1, kLow},
      {&trunc_divide, -7, 2, -3}, {&remainder, -7, 2, 1},      {&remainder, 7, -2, -1},
      {&remainder, kLow, -1, 0},  {&fmod, -7, 2, -1},          {&pow, 3, 4, 81},
      {&pow, 2, -1, 0},           {&pow, -1, -3, -1},          {&pow, 0, 0, 1},
      {&pow, 2, 31, kLow},        {&shift_left, 1, 32, 0},     {&shift_left, 1, -1, 0},
      {&shift_left, 3, 4, 48},    {&shift_right, -1, 40, -1},  {&shift_right, -8, 1, -4},
      {&shift_right, 8, -1, 0},   {&add, kLow, -1, INT32_MAX}, {&maximum, -3, 5, 5},
      {&minimum, -3, 5, -3},      {&bitwise_and, 12, 10, 8},   {&bitwise_xor, 12, 10, 6},
      {&bitwise_or, 12, 10, 14},  {&mul, 1 << 20, 1 << 12, 0},
  };
  Params one = {{1}, {1}};
  for (Isa isa : isas()) {
    for (const IntCase& c : cases) {
      EXPECT_EQ(call(*c.kernel, isa, DType::I32, {c.a, c.b}, one), c.want)
          << c.kernel->name << " " << c.a << " " << c.b;
    }
    for (const Kernel* k : {&floor_divide, &trunc_divide, &remainder, &fmod}) {
      EXPECT_THROW(call<int64_t>(*k, isa, DType::I64, {1, 0}), Error);
      EXPECT_THROW(call<uint8_t>(*k, isa, DType::U8, {1, 0}), Error);
    }
    EXPECT_EQ(call<uint8_t>(neg, isa, DType::U8, {1}), 255);
    EXPECT_EQ(call<uint8_t>(add, isa, DType::Bool, {1, 1}), 1);
    EXPECT_EQ(call<uint8_t>(bitwise_not, isa, DType::Bool, {1}), 0);
    EXPECT_EQ(call<uint8_t>(bitwise_not, isa, DType::U8, {1}), 254);
  }
}

TEST(KernelValue, FloorDivisionOfFloats) {
  for (Isa isa : isas()) {
    EXPECT_EQ(call(floor_divide, isa, DType::F64, {1.0, 0.1}), 9);
    EXPECT_EQ(call(floor_divide, isa, DType::F64, {-7.0, 2.0}), -4);
    EXPECT_TRUE(std::signbit(call(floor_divide, isa, DType::F64, {-0.0, 2.0})));
    EXPECT_TRUE(std::isinf(call(floor_divide, isa, DType::F32, {1.0f, 0.0f})));
  }
}

TEST(KernelValue, Comparisons) {
  for (Isa isa : isas()) {
    for (double x : kFloatValues) {
      for (double y : kFloatValues) {
        auto a = static_cast<float>(x), b = static_cast<float>(y);
        EXPECT_EQ(test(eq, isa, DType::F32, a, b), a == b);
        EXPECT_EQ(test(ne, isa, DType::F32, a, b), a != b);
        EXPECT_EQ(test(lt, isa, DType::F32, a, b), a < b);
        EXPECT_EQ(test(le, isa, DType::F32, a, b), a <= b);
        EXPECT_EQ(test(gt, isa, DType::F32, a, b), a > b);
        EXPECT_EQ(test(ge, isa, DType::F32, a, b), a >= b);
        EXPECT_EQ(test(logical_and, isa, DType::F32, a, b), a && b);
        EXPECT_EQ(test(logical_xor, isa, DType::F32, a, b), !a != !b);
      }
      EXPECT_EQ(test(isnan, isa, DType::F64, x, x), std::isnan(x));
      EXPECT_EQ(test(isfinite, isa, DType::F64, x, x), std::isfinite(x));
      EXPECT_EQ(test(isinf, isa, DType::F64, x, x), std::isinf(x));
      EXPECT_EQ(test(signbit, isa, DType::F64, x, x), std::signbit(x));
    }
    EXPECT_TRUE(test<int64_t>(lt, isa, DType::I64, -5, 3));
    EXPECT_FALSE(test<uint8_t>(lt, isa, DType::U8, 200, 3));
  }
}

TEST(KernelValue, LerpIsExactAtBothEnds) {
  for (Isa isa : isas()) {
    EXPECT_EQ(call(lerp, isa, DType::F32, {0.1f, 0.7f, 0.0f}), 0.1f);
    EXPECT_EQ(call(lerp, isa, DType::F32, {0.1f, 0.7f, 1.0f}), 0.7f);
    EXPECT_EQ(call(clamp_tensors, isa, DType::F32, {5.0f, 3.0f, 1.0f}), 1.0f);
    EXPECT_TRUE(std::isnan(call(clamp_tensors, isa, DType::F32, {NAN, 3.0f, 9.0f})));
  }
}

}  // namespace
}  // namespace tenon::kernels
