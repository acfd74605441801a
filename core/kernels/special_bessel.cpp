// Bessel functions of orders 0 and 1, and Airy's.
#include <cmath>
#include <limits>
#include <numbers>

#include "core/kernels/special.h"

namespace tenon::kernels::special {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kEps = std::numeric_limits<double>::epsilon();
constexpr double kPi = std::numbers::pi;
// From here the asymptotic series reach full precision.
constexpr double kLarge = 30;

// 1 -+ (m - 1) / 8x + (m - 1) (m - 9) / 2! (8x)^2 -+ ... with m = 4 order^2: what exp(x) / sqrt(2
// pi x) makes I of (sign -1), and exp(-x) sqrt(pi / 2x) makes K of (sign 1).
double asymptotic(int order, double x, double sign) {
  const double m = 4.0 * order * order;
  double term = 1, sum = 1;
  for (int k = 1; k < 30; ++k) {
    term *= sign * (m - (2 * k - 1) * (2 * k - 1)) / (k * 8 * x);
    sum += term;
    if (std::abs(term) < kEps * std::abs(sum)) break;
  }
  return sum;
}

// The power series, all of whose terms are positive.
double power_series(int order, double x) {
  const double quarter = x * x / 4;
  double term = order ? x / 2 : 1, sum = term;
  for (int k = 1; k < 200; ++k) {
    term *= quarter / (static_cast<double>(k) * (k + order));
    sum += term;
    if (term < kEps * sum) break;
  }
  return sum;
}

double i_of(int order, double x, bool scaled) {
  if (std::isnan(x)) return x;
  const double size = std::abs(x);
  double value = 0;
  if (std::isinf(size)) {
    value = scaled ? 0 : kInf;
  } else if (size <= kLarge) {
    value = power_series(order, size) * (scaled ? std::exp(-size) : 1);
  } else {
    value = asymptotic(order, size, -1) / std::sqrt(2 * kPi * size);
    if (!scaled) {  // in two steps: exp(size) alone overflows first
      const double root = std::exp(size / 2);
      value = value * root * root;
    }
  }
  return order && x < 0 ? -value : value;
}

double k_of(int order, double x, bool scaled) {
  if (std::isnan(x) || x < 0) return kNan;
  if (x == 0) return kInf;
  if (std::isinf(x)) return 0;
  if (x <= kLarge) return std::cyl_bessel_k(order, x) * (scaled ? std::exp(x) : 1);
  return asymptotic(order, x, 1) * std::sqrt(kPi / (2 * x)) * (scaled ? 1 : std::exp(-x));
}

}  // namespace

double i0(double x) { return i_of(0, x, false); }
double i0e(double x) { return i_of(0, x, true); }
double i1(double x) { return i_of(1, x, false); }
double i1e(double x) { return i_of(1, x, true); }
double modified_bessel_i0(double x) { return i0(x); }
double modified_bessel_i1(double x) { return i1(x); }
double modified_bessel_k0(double x) { return k_of(0, x, false); }
double modified_bessel_k1(double x) { return k_of(1, x, false); }
double scaled_modified_bessel_k0(double x) { return k_of(0, x, true); }
double scaled_modified_bessel_k1(double x) { return k_of(1, x, true); }
double bessel_j0(double x) { return ::j0(x); }
double bessel_j1(double x) { return ::j1(x); }
double bessel_y0(double x) { return x < 0 ? kNan : ::y0(x); }
double bessel_y1(double x) { return x < 0 ? kNan : ::y1(x); }

double spherical_bessel_j0(double x) {
  if (std::isinf(x)) return 0;
  if (std::abs(x) >= 0.5) return std::sin(x) / x;
  const double s = x * x;
  return 1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72 * (1 - s / 110 * (1 - s / 156)))));
}

// By the Bessel functions of order 1/3.
double airy_ai(double x) {
  if (std::isnan(x)) return x;
  if (std::isinf(x)) return x > 0 ? 0 : kNan;
  const double size = std::abs(x), z = 2.0 / 3 * size * std::sqrt(size);
  constexpr double kThird = 1.0 / 3;
  if (x == 0) return 0.355028053887817239260063;
  if (x > 0) {
    if (z > 700) return 0;
    return std::sqrt(x / 3) / kPi * std::cyl_bessel_k(kThird, z);
  }
  const double j = std::cyl_bessel_j(kThird, z);
  const double other = 0.5 * j - std::numbers::sqrt3 / 2 * std::cyl_neumann(kThird, z);
  return std::sqrt(size) / 3 * (j + other);
}

}  // namespace tenon::kernels::special
