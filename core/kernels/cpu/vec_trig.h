// Angles and hyperbolic functions, in the style of vec_math.h, which has the exponentials they use.
#pragma once
#include "core/kernels/cpu/vec_math.h"

namespace tenon::kernels::TN_ISA {
namespace {
namespace vec {

// x = n pi/2 + r + tail, |x| <= kTrigLimit; the two high parts of pi/2 have 33 bits, so their
// products with n are exact.
constexpr double kTrigLimit = 1.6e6;
struct Reduced {
  double r, tail;
  uint64_t quadrant;
};
TN_INLINE Reduced reduce_trig(double x) {
  double t = x * 0x1.45f306dc9c883p-1 + 0x1.8p52, n = t - 0x1.8p52;
  double a = x - n * 1.57079632673412561417e+00;
  double w = n * 6.07710050630396597660e-11;
  double high = a - w, low = ((a - high) - w) - n * 2.02226624879595063154e-21;
  double r = high + low;
  return {r, low - (r - high), bits(t)};
}
TN_INLINE double sin_reduced(double r, double tail) {
  constexpr double c[] = {-0.166666666666666646, 0.00833333333333093844,  -0.00019841269836742972,
                          2.7557316094305887e-6, -2.50511301015956658e-8, 1.59180022763620461e-10};
  double z = r * r;
  return r + fma(r * z, poly(z, c), tail);
}
TN_INLINE double cos_reduced(double r, double tail) {
  constexpr double c[] = {0.0416666666666666654,    -0.00138888888888873908,
                          0.0000248015872987557567, -2.75573172664934693e-7,
                          2.08761451634183578e-9,   -1.13825520354484736e-11};
  double z = r * r, half = 0.5 * z, w = 1.0 - half;
  return w + (((1.0 - w) - half) + (z * z * poly(z, c) - r * tail));
}
// sin, cos: 1 ULP up to kTrigLimit.
TN_INLINE double sin(double x) {
  Reduced v = reduce_trig(x);
  double y = (v.quadrant & 1) ? cos_reduced(v.r, v.tail) : sin_reduced(v.r, v.tail);
  y = from_bits(bits(y) ^ ((v.quadrant & 2) << 62));
  return x == 0 ? x : y;
}
TN_INLINE double cos(double x) {
  Reduced v = reduce_trig(x);
  double y = (v.quadrant & 1) ? sin_reduced(v.r, v.tail) : cos_reduced(v.r, v.tail);
  return from_bits(bits(y) ^ (((v.quadrant + 1) & 2) << 62));
}
// tan: 2 ULP up to kTrigLimit.
TN_INLINE double tan(double x) {
  Reduced v = reduce_trig(x);
  double s = sin_reduced(v.r, v.tail), c = cos_reduced(v.r, v.tail);
  bool odd = v.quadrant & 1;
  double y = (odd ? -c : s) / (odd ? s : c);
  return x == 0 ? x : y;
}
// In float the short polynomials are enough: sin, cos 0.7 ULP up to kTrigLimit (double).
TN_INLINE float sin_cos(float x, uint64_t shift) {
  constexpr double sc[] = {-0.1666666466, 0.008332747835, -0.0001958775725};
  constexpr double cc[] = {0.04166666466, -0.001388830248, 2.454778836e-5};
  Reduced v = reduce_trig(x);
  double z = v.r * v.r, s = fma(v.r * z, poly(z, sc), v.r),
         c = fma(z * z, poly(z, cc), 1.0 - 0.5 * z);
  uint64_t q = v.quadrant + shift;
  return static_cast<float>(from_bits(bits((q & 1) ? c : s) ^ ((q & 2) << 62)));
}
TN_INLINE float sin(float x) { return x == 0 ? x : sin_cos(x, 0); }
TN_INLINE float cos(float x) { return sin_cos(x, 1); }

// atan: 1.6 ULP.
TN_INLINE double atan(double x) {
  constexpr double c[] = {-0.333333333333333333,  0.199999999999999919,   -0.142857142857116051,
                          0.111111111107636679,   -0.0909090906748635171, 0.0769230675094385469,
                          -0.0666664231642260168, 0.0588192911020516197,  -0.0525807492026403544,
                          0.0471958490102998339,  -0.0410511825834566558, 0.0306497001845758549,
                          -0.0139307162953446204};
  double a = abs(x);
  bool big = a > 2.41421356237309504880, middle = a > 0.41421356237309504880;
  double num = big ? -1.0 : middle ? a - 1.0 : a, den = big ? a : middle ? a + 1.0 : 1.0;
  double base = big ? 0x1.921fb54442d18p+0 : middle ? 0x1.921fb54442d18p-1 : 0.0;
  double rest = big ? 0x1.1a62633145c07p-54 : middle ? 0x1.1a62633145c07p-55 : 0.0;
  double t = num / den, z = t * t;
  return copysign(base + (t + fma(t * z, poly(z, c), rest)), x);
}
// asin, acos: 2.5 ULP.
TN_INLINE double asin_reduced(double x, double z) {
  constexpr double c[] = {0.166666666666666455,  0.0750000000002387317,  0.0446428570983634948,
                          0.0303819476880460698, 0.0223720371984636956,  0.0173554577011654836,
                          0.0139273175865806736, 0.0118931977769273775,  0.00771677506722476804,
                          0.0162958795576270452, -0.0111934491856712333, 0.0284966615068338605};
  return fma(x * z, poly(z, c), x);
}
TN_INLINE double asin(double x) {
  double a = abs(x), z = a > 0.5 ? 0.5 * (1.0 - a) : a * a;
  double y = asin_reduced(a > 0.5 ? sqrt(z) : a, z);
  return copysign(a > 0.5 ? 0x1.921fb54442d18p+0 - (y + y - 0x1.1a62633145c07p-54) : y, x);
}
TN_INLINE double acos(double x) {
  double a = abs(x), z = a > 0.5 ? 0.5 * (1.0 - a) : a * a;
  double y = asin_reduced(a > 0.5 ? sqrt(z) : x, z);
  double edge = x > 0 ? y + y : 0x1.921fb54442d18p+1 - (y + y - 0x1.1a62633145c07p-53);
  return a > 0.5 ? edge : 0x1.921fb54442d18p+0 - (y - 0x1.1a62633145c07p-54);
}

// Hyperbolic functions: 1 ULP (double); in double the C library's.
TN_INLINE float sinh(float x) {
  double e = expm1(at_most(abs(static_cast<double>(x)), 200.0));
  return static_cast<float>(copysign(0.5 * (e + e / (e + 1.0)), static_cast<double>(x)));
}
TN_INLINE float cosh(float x) {
  double e = exp_small(at_most(abs(static_cast<double>(x)), 200.0));
  return static_cast<float>(0.5 * (e + 1.0 / e));
}
TN_INLINE float asinh(float x) {
  double a = abs(static_cast<double>(x)), s = a * a;
  double y = a < kInf ? log1p(a + s / (1.0 + sqrt(1.0 + s))) : a;
  return static_cast<float>(copysign(y, static_cast<double>(x)));
}
TN_INLINE float acosh(float x) {
  double t = x < 1 ? __builtin_nan("") : static_cast<double>(x) - 1.0;
  return static_cast<float>(log1p(t + sqrt(t * (t + 2.0))));
}
TN_INLINE float atanh(float x) {
  double a = abs(static_cast<double>(x));
  return static_cast<float>(copysign(0.5 * log1p(2.0 * a / (1.0 - a)), static_cast<double>(x)));
}
#define TN_X(name) \
  TN_INLINE double name(double x) { return __builtin_##name(x); }
TN_X(sinh)
TN_X(cosh)
TN_X(asinh)
TN_X(acosh)
TN_X(atanh)
#undef TN_X

// (double): 0.6 ULP.
#define TN_X(name) \
  TN_INLINE float name(float x) { return static_cast<float>(name(static_cast<double>(x))); }
TN_X(tan) TN_X(atan) TN_X(asin) TN_X(acos)
#undef TN_X

}  // namespace vec
}  // namespace
}  // namespace tenon::kernels::TN_ISA
