#include "transforms/resample.h"

#include <algorithm>
#include <cmath>

namespace tenon::vision {
namespace {

double triangle(double x) {
  x = std::fabs(x);
  return x < 1 ? 1 - x : 0;
}

// Keys' cubic with a = -0.5.
double cubic(double x) {
  constexpr double a = -0.5;
  x = std::fabs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

}  // namespace

Taps make_taps(int64_t in, int64_t out, Interpolation mode) {
  double scale = static_cast<double>(in) / static_cast<double>(out), widen = std::max(scale, 1.0);
  double support = (mode == Interpolation::Bicubic ? 2.0 : 1.0) * widen;
  Taps t;
  t.size = static_cast<int64_t>(std::ceil(support)) * 2 + 1;
  t.first.resize(static_cast<size_t>(out));
  t.count.resize(static_cast<size_t>(out));
  t.weights.assign(static_cast<size_t>(out * t.size), 0.0);
  for (int64_t i = 0; i < out; ++i) {
    double center = (static_cast<double>(i) + 0.5) * scale;
    auto low = std::max<int64_t>(static_cast<int64_t>(center - support + 0.5), 0);
    auto high = std::min<int64_t>(static_cast<int64_t>(center + support + 0.5), in);
    double* w = &t.weights[static_cast<size_t>(i * t.size)];
    double sum = 0;
    for (int64_t x = 0; x < high - low; ++x) {
      double d = (static_cast<double>(x + low) - center + 0.5) / widen;
      w[x] = mode == Interpolation::Bicubic ? cubic(d) : triangle(d);
      sum += w[x];
    }
    for (int64_t x = 0; x < high - low && sum != 0; ++x) w[x] /= sum;
    t.first[static_cast<size_t>(i)] = low;
    t.count[static_cast<size_t>(i)] = high - low;
  }
  return t;
}

}  // namespace tenon::vision
