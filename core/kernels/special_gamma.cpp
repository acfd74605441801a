// The gamma function's family: logarithm, derivatives, Hurwitz zeta and the incomplete functions.
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

// log(1 + x) - x without cancellation.
double log1pmx(double x) {
  if (std::abs(x) > 0.5) return std::log1p(x) - x;
  double power = x, sum = 0;
  for (int k = 2; k < 200; ++k) {
    power *= -x;
    const double term = power / k;
    sum += term;
    if (std::abs(term) <= kEps * std::abs(sum)) break;
  }
  return sum;
}

// Stirling's remainder: lgamma(a) - ((a - 1/2) log a - a + log(2 pi) / 2), for a >= 10.
double stirling_rest(double a) {
  constexpr double kC[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                           1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};
  const double square = 1 / (a * a);
  double sum = 0;
  for (int k = 7; k >= 0; --k) sum = sum * square + kC[k];
  return sum / a;
}

// x^a e^-x / gamma(a), which both series of the incomplete functions start with.
double gamma_density(double a, double x) {
  if (a < 10) return std::exp(a * std::log(x) - x - lgamma(a));
  return std::exp(a * log1pmx((x - a) / a) - stirling_rest(a)) * std::sqrt(a / (2 * kPi));
}

double lower_series(double a, double x) {
  double term = 1 / a, sum = term;
  for (int k = 1; k < 100000; ++k) {
    term *= x / (a + k);
    sum += term;
    if (term <= sum * kEps) break;
  }
  return gamma_density(a, x) * sum;
}

// Lentz's form of the continued fraction of the upper function, for x > a + 1.
double upper_fraction(double a, double x) {
  constexpr double kTiny = 1e-300;
  double b = x + 1 - a, c = 1 / kTiny, d = 1 / b, h = d;
  for (int k = 1; k < 100000; ++k) {
    const double an = -k * (k - a);
    b += 2;
    d = an * d + b;
    if (std::abs(d) < kTiny) d = kTiny;
    c = b + an / c;
    if (std::abs(c) < kTiny) c = kTiny;
    d = 1 / d;
    const double delta = d * c;
    h *= delta;
    if (std::abs(delta - 1) <= kEps) break;
  }
  return gamma_density(a, x) * h;
}

}  // namespace

double lgamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);  // not std::lgamma, which writes a global
}

double digamma(double x) {
  if (x == 0) return std::copysign(kInf, -x);
  if (x == -kInf) return kNan;
  if (x < 0) {
    const double whole = std::trunc(x);
    if (x == whole) return kNan;
    return digamma(1 - x) - kPi / std::tan(kPi * (x - whole));
  }
  double sum = 0;
  for (; x < 10; ++x) sum -= 1 / x;
  if (x == 10) return sum + 2.25175258906672110764;
  constexpr double kC[] = {1.0 / 12,  -1.0 / 120,     1.0 / 252, -1.0 / 240,
                           1.0 / 132, -691.0 / 32760, 1.0 / 12};
  double rest = 0;
  if (x < 1e17) {
    const double square = 1 / (x * x);
    for (int k = 6; k >= 0; --k) rest = (rest + kC[k]) * square;
  }
  return sum + std::log(x) - 0.5 / x - rest;
}

double trigamma(double x) {
  double sign = 1, sum = 0;
  if (x < 0.5) {
    sign = -1;
    const double s = std::sin(kPi * x);
    sum -= kPi * kPi / (s * s);
    x = 1 - x;
  }
  for (int k = 0; k < 6; ++k, ++x) sum += 1 / (x * x);
  const double square = 1 / (x * x);
  sum += (1 + 1 / (2 * x) +
          square * (1.0 / 6 -
                    square * (1.0 / 30 -
                              square * (1.0 / 42 - square * (1.0 / 30 - square * (5.0 / 66)))))) /
         x;
  return sign * sum;
}

// Euler and Maclaurin's sum, as in Cephes, which PyTorch follows.
double zeta(double x, double q) {
  constexpr double kC[] = {12.0,
                           -720.0,
                           30240.0,
                           -1209600.0,
                           47900160.0,
                           -1.8924375803183791606e9,
                           7.47242496e10,
                           -2.950130727918164224e12,
                           1.1646782814350067249e14,
                           -4.5979787224074726105e15,
                           1.8152105401943546773e17,
                           -7.1661652561756670113e18};
  if (x == 1) return kInf;
  if (x < 1) return kNan;
  if (q <= 0) {
    if (q == std::floor(q)) return kInf;
    if (x != std::floor(x)) return kNan;
  }
  double s = std::pow(q, -x), a = q, b = 0;
  for (int i = 0; i < 9 || a <= 9;) {
    ++i;
    a += 1;
    b = std::pow(a, -x);
    s += b;
    if (-kEps / 2 * s < b && b < kEps / 2 * s) return s;
  }
  const double w = a;
  s += b * w / (x - 1) - 0.5 * b;
  double factor = 1, k = 0;
  for (double c : kC) {
    factor *= x + k;
    b /= w;
    const double t = factor * b / c;
    s += t;
    if (std::abs(t / s) < kEps / 2) break;
    k += 1;
    factor *= x + k;
    b /= w;
    k += 1;
  }
  return s;
}

double polygamma(double x, double order) {
  const double n = std::trunc(order);
  if (n == 0) return digamma(x);
  if (n == 1) return trigamma(x);
  return (std::fmod(n, 2) == 0 ? -1 : 1) * std::exp(lgamma(n + 1)) * zeta(n + 1, x);
}

double igamma(double a, double x) {
  if (x < 0 || a < 0 || std::isnan(a) || std::isnan(x)) return kNan;
  if (a == 0) return x > 0 ? 1 : kNan;
  if (x == 0) return 0;
  if (std::isinf(a)) return std::isinf(x) ? kNan : 0;
  if (std::isinf(x)) return 1;
  return x > 1 && x > a + 1 ? 1 - upper_fraction(a, x) : lower_series(a, x);
}

double igammac(double a, double x) {
  if (x < 0 || a < 0 || std::isnan(a) || std::isnan(x)) return kNan;
  if (a == 0) return x > 0 ? 0 : kNan;
  if (x == 0) return 1;
  if (std::isinf(a)) return std::isinf(x) ? kNan : 1;
  if (std::isinf(x)) return 0;
  return x > 1 && x > a + 1 ? upper_fraction(a, x) : 1 - lower_series(a, x);
}

}  // namespace tenon::kernels::special
