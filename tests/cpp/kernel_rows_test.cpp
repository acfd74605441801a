// Kernels over rows and columns against plain double formulas; equal results for any split into
// units.
#include "core/kernels/rows.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "core/base/str.h"
#include "core/kernels/copy.h"
#include "tests/cpp/kernel_testing.h"

namespace tenon::kernels {
namespace {

using Values = std::vector<double>;

void cast(DType from, const void* in, DType to, void* out, size_t n) {
  char* data[] = {static_cast<char*>(out), static_cast<char*>(const_cast<void*>(in))};
  int64_t strides[] = {static_cast<int64_t>(dtype_size(to)),
                       static_cast<int64_t>(dtype_size(from))};
  cast_loop(from, to)(data, strides, static_cast<int64_t>(n), nullptr);
}
std::vector<char> store(const Values& v, DType t) {
  std::vector<char> m(v.size() * dtype_size(t));
  cast(DType::F64, v.data(), t, m.data(), v.size());
  return m;
}
Values read(const std::vector<char>& m, DType t) {
  Values v(m.size() / dtype_size(t));
  cast(t, m.data(), DType::F64, v.data(), v.size());
  return v;
}
Values random_values(size_t n, double scale, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, scale);
  Values v(n);
  for (double& x : v) x = normal(random);
  return v;
}
double tolerance(DType t) {
  return t == DType::F64 ? 1e-13 : t == DType::F32 ? 3e-6 : t == DType::F16 ? 2e-3 : 1.6e-2;
}
void expect_near(const Values& got, const Values& want, double tol, const std::string& what) {
  for (size_t i = 0; i < want.size(); ++i) {
    if (std::isnan(want[i])) {
      ASSERT_TRUE(std::isnan(got[i])) << what << " at " << i;
    } else {
      ASSERT_NEAR(got[i], want[i], tol * (1 + std::fabs(want[i]))) << what << " at " << i;
    }
  }
}

constexpr DType kTypes[] = {DType::F32, DType::F64, DType::F16, DType::BF16};
struct Sizes {
  int64_t outer, n, inner;
};
constexpr Sizes kSizes[] = {{3, 1, 1}, {2, 5, 1},    {4, 100, 1}, {2, 1300, 1},
                            {2, 7, 3}, {2, 33, 150}, {1, 600, 64}};

template <class F>
void each_line(Sizes s, F f) {
  for (int64_t o = 0; o < s.outer; ++o) {
    for (int64_t i = 0; i < s.inner; ++i) {
      f([=](int64_t k) { return static_cast<size_t>((o * s.n + k) * s.inner + i); });
    }
  }
}

void softmax_reference(const Values& x, const Values& g, Sizes s, bool log, Values& y, Values& gx) {
  each_line(s, [&](auto at) {
    double high = -INFINITY, total = 0, sum = 0;
    for (int64_t k = 0; k < s.n; ++k) high = std::fmax(high, x[at(k)]);
    for (int64_t k = 0; k < s.n; ++k) total += std::exp(x[at(k)] - high);
    for (int64_t k = 0; k < s.n; ++k) {
      double l = x[at(k)] - high - std::log(total);
      y[at(k)] = log ? l : std::exp(l);
      sum += log ? g[at(k)] : g[at(k)] * std::exp(l);
    }
    for (int64_t k = 0; k < s.n; ++k) {
      gx[at(k)] = log ? g[at(k)] - std::exp(y[at(k)]) * sum : (g[at(k)] - sum) * y[at(k)];
    }
  });
}

TEST(KernelRows, Softmax) {
  for (Isa isa : isas()) {
    for (DType t : kTypes) {
      for (Sizes s : kSizes) {
        for (bool log : {false, true}) {
          auto n = static_cast<size_t>(s.outer * s.n * s.inner);
          std::vector<char> in = store(random_values(n, 3, 1), t),
                            grad = store(random_values(n, 1, 2), t);
          std::vector<char> out(in.size()), again(in.size()), grad_in(in.size());
          Values want(n), want_grad(n);
          softmax_reference(read(in, t), read(grad, t), s, log, want, want_grad);
          int64_t units = row_units(s.outer, s.inner);
          const RowKernel &k = log ? log_softmax : softmax,
                          &b = log ? log_softmax_backward : softmax_backward;
          char* data[] = {out.data(), in.data()};
          k.loop(t, isa)(data, s.n, s.inner, 0, units, nullptr);
          data[0] = again.data();
          for (int64_t u = 0; u < units; ++u) k.loop(t, isa)(data, s.n, s.inner, u, u + 1, nullptr);
          EXPECT_EQ(out, again);
          std::string what =
              str(k.name, " ", isa_name(isa), " ", t, " ", s.outer, "x", s.n, "x", s.inner);
          expect_near(read(out, t), want, tolerance(t), what);
          char* back[] = {grad_in.data(), grad.data(), out.data()};
          b.loop(t, isa)(back, s.n, s.inner, 0, units, nullptr);
          expect_near(read(grad_in, t), want_grad, 20 * tolerance(t), what + " backward");
        }
      }
    }
  }
}

TEST(KernelRows, SoftmaxOfSpecialValues) {
  float in[] = {0, INFINITY, -INFINITY, -INFINITY, NAN, 1, 1000, -INFINITY, 1000}, out[9];
  for (Isa isa : isas()) {
    char* data[] = {reinterpret_cast<char*>(out), reinterpret_cast<char*>(in)};
    softmax.loop(DType::F32, isa)(data, 3, 1, 0, 3, nullptr);
    EXPECT_TRUE(std::isnan(out[1]) && std::isnan(out[3]) && std::isnan(out[5]));
    EXPECT_EQ(out[6], 0.5f);
    EXPECT_EQ(out[7], 0.0f);
    // With safe, rows of -inf give zeros; a NaN stays.
    float rows[] = {-INFINITY, -INFINITY, NAN, -INFINITY, 1, 1};
    bool safe = true;
    for (int64_t inner : {1, 3}) {
      char* again[] = {reinterpret_cast<char*>(out), reinterpret_cast<char*>(rows)};
      softmax.loop(DType::F32, isa)(again, 2, inner, 0, row_units(3 / inner, inner), &safe);
      EXPECT_EQ(out[0], 0.0f);
      EXPECT_EQ(out[inner == 1 ? 1 : 3], 0.0f);
    }
  }
}

TEST(KernelRows, LayerNorm) {
  constexpr double kEps = 1e-5;
  for (Isa isa : isas()) {
    for (DType t : kTypes) {
      for (int64_t n : {1, 8, 100, 1500}) {
        for (bool affine : {false, true}) {
          constexpr int64_t kRows = 5;
          auto count = static_cast<size_t>(kRows * n), width = static_cast<size_t>(n);
          DType stat = t == DType::F64 ? DType::F64 : DType::F32;
          Values x0 = random_values(count, 2, 1);
          for (double& v : x0) v += 10;
          std::vector<char> in = store(x0, t), grad = store(random_values(count, 1, 2), t);
          std::vector<char> weight = store(random_values(width, 1, 3), t),
                            bias = store(random_values(width, 1, 4), t);
          std::vector<char> out(in.size()), grad_in(in.size()), mean = store(Values(kRows), stat),
                                                                rstd = mean;
          std::vector<char> gw = store(Values(width), stat), gb = gw;
          char* forward[] = {out.data(),
                             mean.data(),
                             rstd.data(),
                             in.data(),
                             affine ? weight.data() : nullptr,
                             affine ? bias.data() : nullptr};
          layer_norm.loop(t, isa)(forward, n, 1, 0, kRows, &kEps);
          char* back[] = {grad_in.data(), grad.data(), in.data(),
                          mean.data(),    rstd.data(), affine ? weight.data() : nullptr};
          layer_norm_backward.loop(t, isa)(back, n, 1, 0, kRows, nullptr);
          char* params[] = {gw.data(), gb.data(), grad.data(), in.data(), mean.data(), rstd.data()};
          layer_norm_backward_params.loop(t, isa)(params, n, 1, 0, kRows, nullptr);

          Values x = read(in, t), g = read(grad, t), w = read(weight, t), b = read(bias, t);
          Values want(count), want_grad(count), want_gw(width), want_gb(width);
          for (size_t r = 0; r < kRows; ++r) {
            double m = 0, v = 0, sum_h = 0, sum_hz = 0;
            for (size_t i = 0; i < width; ++i) m += x[r * width + i] / static_cast<double>(n);
            for (size_t i = 0; i < width; ++i)
              v += std::pow(x[r * width + i] - m, 2) / static_cast<double>(n);
            double scale = 1 / std::sqrt(v + kEps);
            for (size_t i = 0; i < width; ++i) {
              double z = (x[r * width + i] - m) * scale, gi = g[r * width + i],
                     h = affine ? gi * w[i] : gi;
              want[r * width + i] = affine ? z * w[i] + b[i] : z;
              want_gw[i] += gi * z;
              want_gb[i] += gi;
              sum_h += h / static_cast<double>(n);
              sum_hz += h * z / static_cast<double>(n);
            }
            for (size_t i = 0; i < width; ++i) {
              double z = (x[r * width + i] - m) * scale, h = g[r * width + i] * (affine ? w[i] : 1);
              want_grad[r * width + i] = scale * (h - sum_h - z * sum_hz);
            }
          }
          std::string what = str("layer_norm ", isa_name(isa), " ", t, " ", n);
          if (n == 1)
            continue;  // the gradient is a difference of rounding errors times 1 / sqrt(eps)
          expect_near(read(out, t), want, 4 * tolerance(t), what);
          expect_near(read(grad_in, t), want_grad, 8 * tolerance(t), what + " grad");
          expect_near(read(gw, stat), want_gw, 8 * tolerance(stat), what + " weight");
          expect_near(read(gb, stat), want_gb, 8 * tolerance(stat), what + " bias");
        }
      }
    }
  }
}

}  // namespace
}  // namespace tenon::kernels
