// log(e^a + e^b).
#pragma once
#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <utility>

namespace tenon::kernels {

template <class R>
R log_add(R a, R b) {
  R low = std::min(a, b), high = std::max(a, b);
  if (std::isnan(a) || std::isnan(b)) return a + b;
  if (low == high && std::isinf(low)) return low;
  return high + std::log1p(std::exp(low - high));
}

// Where both real parts are -inf the sum is 0 and its angle unknown: either will do.
inline std::complex<double> log_add(std::complex<double> a, std::complex<double> b) {
  using Z = std::complex<double>;
  for (Z z : {a, b}) {
    if (std::isnan(z.real()) || std::isnan(z.imag()))
      return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  }
  if (a.real() < b.real()) std::swap(a, b);
  if (std::isinf(b.real()) && a.real() == b.real())
    return b.real() < 0 ? b : std::log(std::exp(a) + std::exp(b));
  double size = std::exp(b.real() - a.real()), angle = b.imag() - a.imag();
  Z ratio = size == 0 ? Z(0) : std::polar(size, angle), sum = 1.0 + ratio;
  // log |1 + z| = log1p(|1 + z|^2 - 1) / 2 keeps the digits of a small z.
  double grown = ratio.real() * (2 + ratio.real()) + ratio.imag() * ratio.imag();
  return a + Z(grown > -0.5 ? std::log1p(grown) / 2 : std::log(std::abs(sum)), std::arg(sum));
}

}  // namespace tenon::kernels
