// The error function's family, entropy terms and x log y.
#include <cmath>
#include <limits>
#include <numbers>

#include "core/kernels/special.h"

namespace tenon::kernels::special {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kSqrtHalf = std::numbers::sqrt2 / 2;
constexpr double kSqrtPi = 1.77245385090551602729817;
constexpr double kLogSqrtTwoPi = 0.918938533204672741780330;

template <size_t N>
double horner(const double (&c)[N], double x) {
  double sum = 0;
  for (size_t i = N; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

}  // namespace

// A rational start and two steps of Newton, PyTorch's.
double erfinv(double y) {
  constexpr double kA[] = {0.886226899, -1.645349621, 0.914624893, -0.140543331};
  constexpr double kB[] = {1.0, -2.118377725, 1.442710462, -0.329097515, 0.012229801};
  constexpr double kC[] = {-1.970840454, -1.624906493, 3.429567803, 1.641345311};
  constexpr double kD[] = {1.0, 3.543889200, 1.637067800};
  const double size = std::abs(y);
  if (!(size <= 1)) return kNan;
  if (size == 1) return std::copysign(kInf, y);
  double x = 0;
  if (size <= 0.7) {
    const double z = y * y;
    x = y * horner(kA, z) / horner(kB, z);
  } else {
    const double z = std::sqrt(-std::log((1 - size) / 2));
    x = std::copysign(horner(kC, z) / horner(kD, z), y);
  }
  for (int step = 0; step < 2; ++step) x -= (std::erf(x) - y) / (2 / kSqrtPi * std::exp(-x * x));
  return x;
}

double erfcx(double x) {
  if (std::isnan(x)) return x;
  if (x < 0) return x < -26.7 ? kInf : 2 * std::exp(x * x) - erfcx(-x);
  const double square = x * x;
  if (x > 20) {  // the asymptotic series; here its terms fall below the rounding soon
    const double z = 0.5 / square;
    return (1 - z * (1 - 3 * z * (1 - 5 * z * (1 - 7 * z * (1 - 9 * z))))) / (x * kSqrtPi);
  }
  const double rest = std::fma(x, x, -square);  // what rounding took off the square
  return std::exp(square) * (1 + rest) * std::erfc(x);
}

double ndtr(double x) {
  return x < -1  ? std::erfc(-x * kSqrtHalf) / 2
         : x < 1 ? 0.5 + 0.5 * std::erf(x * kSqrtHalf)
                 : 1 - std::erfc(x * kSqrtHalf) / 2;
}

double log_ndtr(double x) {
  const double t = x * kSqrtHalf;
  return x < -1 ? std::log(erfcx(-t) / 2) - t * t : std::log1p(-std::erfc(t) / 2);
}

// Newton's steps on the logarithm, which is nearly a parabola in the tail.
double ndtri(double p) {
  if (!(p >= 0 && p <= 1)) return kNan;
  if (p == 0 || p == 1) return p == 0 ? -kInf : kInf;
  if (p > 0.5) return -ndtri(1 - p);
  if (p > 0.1) return std::numbers::sqrt2 * erfinv(2 * p - 1);
  const double wanted = std::log(p);
  double x = -std::sqrt(-2 * wanted);
  for (int step = 0; step < 20; ++step) {
    const double value = log_ndtr(x);
    const double slope = std::exp(-x * x / 2 - kLogSqrtTwoPi - value);
    const double change = (value - wanted) / slope;
    x -= change;
    if (std::abs(change) <= 1e-15 * std::abs(x)) break;
  }
  return x;
}

double entr(double x) {
  if (std::isnan(x)) return x;
  if (x > 0) return -x * std::log(x);
  return x == 0 ? 0 : -kInf;
}

double sinc(double x) {
  if (x == 0) return 1;
  const double y = std::numbers::pi * x;
  return std::sin(y) / y;
}

double xlogy(double x, double y) {
  if (std::isnan(y)) return kNan;
  return x == 0 ? 0 : x * std::log(y);
}
double xlog1py(double x, double y) {
  if (std::isnan(y)) return kNan;
  return x == 0 ? 0 : x * std::log1p(y);
}

double logaddexp2(double x, double y) {
  if (std::isinf(x) && x == y) return x;
  const double high = std::max(x, y);
  return std::isnan(x) || std::isnan(y)
             ? kNan
             : high + std::log1p(std::exp2(-std::abs(x - y))) * std::numbers::log2e;
}

}  // namespace tenon::kernels::special
