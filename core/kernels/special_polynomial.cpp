// Orthogonal polynomials by their recurrences; of negative degree they are 0.
#include <cmath>
#include <numbers>

#include "core/kernels/special.h"

namespace tenon::kernels::special {
namespace {

// p0 = 1, p1 = first, p(k) = step(k, p(k - 1), p(k - 2)).
template <class Step>
double recur(double degree, double first, Step step) {
  const auto n = static_cast<int64_t>(degree);
  if (n < 0) return 0;
  if (n == 0) return 1;
  double before = 1, p = first;
  for (int64_t k = 2; k <= n && !std::isnan(p); ++k) {
    const double next = step(static_cast<double>(k), p, before);
    before = p;
    p = next;
  }
  return p;
}

double chebyshev(double x, double degree, double first) {
  return recur(degree, first, [x](double, double p, double before) { return 2 * x * p - before; });
}

double sign_of_degree(double degree) { return static_cast<int64_t>(degree) % 2 == 0 ? 1 : -1; }

}  // namespace

double chebyshev_polynomial_t(double x, double n) {
  const auto degree = static_cast<int64_t>(n);
  if (degree > 6 && std::abs(x) < 1) return std::cos(static_cast<double>(degree) * std::acos(x));
  return chebyshev(x, n, x);
}
double chebyshev_polynomial_u(double x, double n) {
  const auto degree = static_cast<int64_t>(n);
  if (degree > 8 && std::abs(x) < 1) {
    const double angle = std::acos(x), s = std::sin(angle);
    if (s != 0) return std::sin(static_cast<double>(degree + 1) * angle) / s;
    return static_cast<double>(degree + 1) * std::cos(static_cast<double>(degree + 1) * angle) / x;
  }
  return chebyshev(x, n, 2 * x);
}
double chebyshev_polynomial_v(double x, double n) {
  const auto degree = static_cast<int64_t>(n);
  if (degree > 8 && std::abs(x) < 1) {
    const double half = std::acos(x) / 2;
    if (std::sin(half) != 1)
      return std::cos(static_cast<double>(2 * degree + 1) * half) / std::cos(half);
    return sign_of_degree(n) * static_cast<double>(2 * degree + 1);
  }
  return chebyshev(x, n, 2 * x - 1);
}
double chebyshev_polynomial_w(double x, double n) {
  const auto degree = static_cast<int64_t>(n);
  if (degree > 8 && std::abs(x) < 1) {
    const double half = std::acos(x) / 2;
    if (std::cos(half) != 1)
      return std::sin(static_cast<double>(2 * degree + 1) * half) / std::sin(half);
    return x > 0 ? static_cast<double>(2 * degree + 1) : sign_of_degree(n);
  }
  return chebyshev(x, n, 2 * x + 1);
}
double shifted_chebyshev_polynomial_t(double x, double n) {
  return chebyshev_polynomial_t(2 * x - 1, n);
}
double shifted_chebyshev_polynomial_u(double x, double n) {
  return chebyshev_polynomial_u(2 * x - 1, n);
}
double shifted_chebyshev_polynomial_v(double x, double n) {
  return chebyshev_polynomial_v(2 * x - 1, n);
}
double shifted_chebyshev_polynomial_w(double x, double n) {
  return chebyshev_polynomial_w(2 * x - 1, n);
}
double hermite_polynomial_h(double x, double n) {
  return recur(n, 2 * x, [x](double k, double p, double q) { return 2 * x * p - 2 * (k - 1) * q; });
}
double hermite_polynomial_he(double x, double n) {
  return recur(n, x, [x](double k, double p, double q) { return x * p - (k - 1) * q; });
}
double laguerre_polynomial_l(double x, double n) {
  return recur(n, 1 - x, [x](double k, double p, double q) {
    return ((2 * k - 1 - x) * p - (k - 1) * q) / k;
  });
}
double legendre_polynomial_p(double x, double n) {
  return recur(
      n, x, [x](double k, double p, double q) { return ((2 * k - 1) * x * p - (k - 1) * q) / k; });
}

}  // namespace tenon::kernels::special
