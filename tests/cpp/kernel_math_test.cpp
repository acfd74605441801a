// Accuracy of the elementary functions against long double, and their special values against the C
// library's.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "core/kernels/kernels.h"
#include "tests/cpp/kernel_testing.h"

namespace tenon::kernels {
namespace {

using Reference = long double (*)(long double);
struct Case {
  const Kernel* kernel;
  Reference reference;
  double low, high;  // values are drawn from here, in equal parts evenly and by magnitude
  double ulp_float, ulp_double;
};

long double rsqrt_ref(long double x) { return 1 / std::sqrt(x); }
long double reciprocal_ref(long double x) { return 1 / x; }
long double sigmoid_ref(long double x) { return 1 / (1 + std::exp(-x)); }
#define TN_REF(name) [](long double x) -> long double { return std::name(x); }

const Case kCases[] = {
    {&exp, TN_REF(exp), -110, 90, 1, 1},
    {&exp, TN_REF(exp), -750, 710, 1, 1},
    {&exp2, TN_REF(exp2), -150, 128, 1, 1},
    {&expm1, TN_REF(expm1), -30, 89, 1.6, 1.6},
    {&log, TN_REF(log), 0, 1e38, 1, 1},
    {&log, TN_REF(log), 0.4, 2.5, 1, 1},
    {&log2, TN_REF(log2), 0, 1e38, 0.6, 2},
    {&log2, TN_REF(log2), 0.4, 2.5, 0.6, 2},
    {&log10, TN_REF(log10), 0, 1e38, 0.6, 2},
    {&log10, TN_REF(log10), 0.4, 2.5, 0.6, 2},
    {&log1p, TN_REF(log1p), -0.999, 1e30, 0.6, 2},
    {&log1p, TN_REF(log1p), -0.5, 0.5, 0.6, 2},
    {&sqrt, TN_REF(sqrt), 0, 1e30, 0.51, 0.51},
    {&rsqrt, rsqrt_ref, 0, 1e30, 1.5, 1.5},
    {&reciprocal, reciprocal_ref, -1e30, 1e30, 0.51, 0.51},
    {&sin, TN_REF(sin), -10, 10, 0.7, 1},
    {&sin, TN_REF(sin), -3e6, 3e6, 0.7, 1},
    {&cos, TN_REF(cos), -10, 10, 0.7, 1},
    {&cos, TN_REF(cos), -3e6, 3e6, 0.7, 1},
    {&tan, TN_REF(tan), -10, 10, 0.6, 2},
    {&tan, TN_REF(tan), -1e6, 1e6, 0.6, 2},
    {&asin, TN_REF(asin), -1, 1, 0.6, 2.5},
    {&acos, TN_REF(acos), -1, 1, 0.6, 2.5},
    {&atan, TN_REF(atan), -100, 100, 0.6, 1.6},
    {&sinh, TN_REF(sinh), -89, 89, 0.6, 2},
    {&cosh, TN_REF(cosh), -89, 89, 0.6, 2},
    {&asinh, TN_REF(asinh), -1e30, 1e30, 0.6, 2},
    {&acosh, TN_REF(acosh), 1, 1e30, 0.6, 2},
    {&atanh, TN_REF(atanh), -1, 1, 0.6, 2},
    {&tanh, TN_REF(tanh), -20, 20, 1.5, 1.5},
    {&sigmoid, sigmoid_ref, -80, 80, 2, 2},
    {&erf, TN_REF(erf), -6, 6, 1.5, 1.5},
    {&erfc, TN_REF(erfc), -6, 9, 4, 4},
};

template <class T>
double ulp_error(T got, long double want) {
  if (std::isnan(want)) return std::isnan(got) ? 0 : 1e30;
  T nearest = static_cast<T>(want);
  if (std::isinf(nearest) || std::isinf(got)) {
    // At the edge of the range the reference may round either way.
    return got == nearest || std::fabs(want) > 0.999999L * std::numeric_limits<T>::max() ? 0 : 1e30;
  }
  int e = std::max(std::ilogb(nearest == 0 ? std::numeric_limits<T>::denorm_min() : nearest),
                   std::numeric_limits<T>::min_exponent - 1);
  long double ulp = std::ldexp(1.0L, e - std::numeric_limits<T>::digits + 1);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - want) / ulp);
}

template <class T>
std::vector<T> samples(double low, double high) {
  std::mt19937 random(7);
  std::vector<T> x;
  std::uniform_real_distribution<double> even(low, high);
  double most = std::log2(std::max(std::fabs(low), std::fabs(high)));
  std::uniform_real_distribution<double> magnitude(sizeof(T) == 4 ? -40 : -60, most);
  while (x.size() < 20'000) {
    double v = x.size() % 2 ? even(random) : std::exp2(magnitude(random)) * (x.size() % 4 ? 1 : -1);
    if (v >= low && v <= high) {
      x.push_back(static_cast<T>(v));
    } else if (low >= 0) {
      x.push_back(static_cast<T>(even(random)));
    }
  }
  return x;
}

template <class T>
void check_accuracy(const Case& c, Isa isa, DType dtype, double limit) {
  std::vector<T> x = samples<T>(c.low, c.high), y(x.size());
  char* data[] = {reinterpret_cast<char*>(y.data()), reinterpret_cast<char*>(x.data())};
  int64_t strides[] = {sizeof(T), sizeof(T)};
  c.kernel->loop(dtype, isa)(data, strides, static_cast<int64_t>(x.size()), nullptr);
  double worst = 0;
  T where = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    double e = ulp_error(y[i], c.reference(x[i]));
    if (e > worst) worst = e, where = x[i];
  }
  EXPECT_LE(worst, limit) << c.kernel->name << " " << isa_name(isa) << " " << dtype_name(dtype)
                          << " at " << where;
}

TEST(KernelMath, IsAccurate) {
  for (Isa isa : isas()) {
    for (const Case& c : kCases) {
      check_accuracy<float>(c, isa, DType::F32, c.ulp_float);
      check_accuracy<double>(c, isa, DType::F64, c.ulp_double);
    }
  }
}

template <class T>
void check_specials(const Case& c, Isa isa, DType dtype) {
  using L = std::numeric_limits<T>;
  std::vector<T> x = {
      T(0),   T(-0.0), T(1),     T(-1),       L::infinity(), -L::infinity(),  L::quiet_NaN(),
      T(-2),  T(2),    L::max(), L::lowest(), L::min(),      L::denorm_min(), -L::denorm_min(),
      T(1e4), T(-1e4), T(1e-20), T(-1e-20)};
  std::vector<T> y(x.size());
  char* data[] = {reinterpret_cast<char*>(y.data()), reinterpret_cast<char*>(x.data())};
  int64_t strides[] = {sizeof(T), sizeof(T)};
  c.kernel->loop(dtype, isa)(data, strides, static_cast<int64_t>(x.size()), nullptr);
  for (size_t i = 0; i < x.size(); ++i) {
    T want = static_cast<T>(c.reference(static_cast<long double>(x[i])));
    std::string what = std::string(c.kernel->name) + " " + isa_name(isa) + " " +
                       std::string(dtype_name(dtype)) + " at " + std::to_string(x[i]);
    if (std::isnan(want)) {
      EXPECT_TRUE(std::isnan(y[i])) << what << " got " << y[i];
    } else if (std::isinf(want) || want == 0) {
      EXPECT_EQ(y[i], want) << what;
      EXPECT_EQ(std::signbit(y[i]), std::signbit(want)) << what;
    } else {
      EXPECT_LE(ulp_error(y[i], static_cast<long double>(want)), 4)
          << what << " got " << y[i] << " want " << want;
    }
  }
}

TEST(KernelMath, SpecialValuesAreTheCLibrarys) {
  for (Isa isa : isas()) {
    for (const Case& c : kCases) {
      check_specials<float>(c, isa, DType::F32);
      check_specials<double>(c, isa, DType::F64);
    }
  }
}

TEST(KernelMath, PowerOfFloats) {
  std::vector<float> edge = {0.0f, -0.0f,  1.0f,  -1.0f,  0.5f,    -0.5f,      2.0f,     -2.0f,
                             3.0f, -3.0f,  1e30f, -1e30f, 7.3f,    -7.3f,      INFINITY, -INFINITY,
                             NAN,  1e-40f, 33.0f, 1e9f,   -1e-30f, 16777216.0f};
  for (Isa isa : isas()) {
    for (float a : edge) {
      for (float b : edge) {
        float out;
        char* data[] = {reinterpret_cast<char*>(&out), reinterpret_cast<char*>(&a),
                        reinterpret_cast<char*>(&b)};
        int64_t strides[] = {4, 4, 4};
        pow.loop(DType::F32, isa)(data, strides, 1, nullptr);
        float want = static_cast<float>(std::pow(static_cast<double>(a), static_cast<double>(b)));
        if (std::isnan(want)) {
          EXPECT_TRUE(std::isnan(out)) << a << "^" << b << " got " << out;
        } else {
          EXPECT_LE(ulp_error(out, static_cast<long double>(want)), 1)
              << a << "^" << b << " got " << out;
          EXPECT_EQ(std::signbit(out), std::signbit(want)) << a << "^" << b << " got " << out;
        }
      }
    }
  }
}

TEST(KernelMath, Atan2AndHypotOfFloats) {
  std::vector<float> edge = {0.0f,   -0.0f, 1.0f,     -1.0f,     1e-30f, 1e30f,
                             -3e38f, 3e38f, INFINITY, -INFINITY, NAN,    2.5f};
  for (Isa isa : isas()) {
    for (float a : edge) {
      for (float b : edge) {
        float angle, length;
        char* data[] = {reinterpret_cast<char*>(&angle), reinterpret_cast<char*>(&a),
                        reinterpret_cast<char*>(&b)};
        int64_t strides[] = {4, 4, 4};
        atan2.loop(DType::F32, isa)(data, strides, 1, nullptr);
        data[0] = reinterpret_cast<char*>(&length);
        hypot.loop(DType::F32, isa)(data, strides, 1, nullptr);
        float want = std::atan2(a, b), want_length = std::hypot(a, b);
        EXPECT_TRUE(std::isnan(want) ? std::isnan(angle)
                                     : ulp_error(angle, static_cast<long double>(want)) <= 1)
            << a << " " << b << " got " << angle;
        EXPECT_TRUE(std::isnan(want) || std::signbit(want) == std::signbit(angle)) << a << " " << b;
        EXPECT_TRUE(std::isnan(want_length)
                        ? std::isnan(length)
                        : ulp_error(length, static_cast<long double>(want_length)) <= 1)
            << a << " " << b << " got " << length;
      }
    }
  }
}

}  // namespace
}  // namespace tenon::kernels
