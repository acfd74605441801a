// Elementary functions without branches, so that loops over them become vector code. Errors are the
// largest seen in tests against long double (tests/cpp/kernel_math_test.cpp), in units in the last
// place (ULP). Special values as C99's. float functions marked (double) compute in double and round
// once.
#pragma once
#include "core/kernels/cpu/vec.h"

namespace tenon::kernels::TN_ISA {
namespace {
namespace vec {

// 2^n for an integral n of the normal range: the addition leaves n + bias in the low bits, the
// shift moves it to the exponent.
TN_INLINE float pow2(float n) { return from_bits(bits(n + (0x1.8p23f + 127.0f)) << 23); }
TN_INLINE double pow2(double n) { return from_bits(bits(n + (0x1.8p52 + 1023.0)) << 52); }

// Nearest integer, |x| < 2^22 (2^51).
TN_INLINE float nearest(float x) { return (x + 0x1.8p23f) - 0x1.8p23f; }
TN_INLINE double nearest(double x) { return (x + 0x1.8p52) - 0x1.8p52; }

// e^r - 1 for |r| <= ln(2) / 2.
TN_INLINE float expm1_reduced(float r) {
  constexpr float q[] = {0.5000000027f, 0.1666657629f, 0.04166637293f, 0.00836329496f,
                         0.001394132133f};
  return fma(r * r, poly(r, q), r);
}
TN_INLINE double expm1_reduced(double r) {
  constexpr double q[] = {0.5,
                          0.166666666666666711,
                          0.0416666666666666841,
                          0.00833333333332602541,
                          0.0013888888888874193,
                          0.000198412698752033612,
                          0.0000248015873478166918,
                          2.75572549156665476e-6,
                          2.75572524597571311e-7,
                          2.51054183232897028e-8,
                          2.09217400059341016e-9};
  return fma(r * r, poly(r, q), r);
}

// x = n ln 2 + r; the high part of ln 2 is short, so that n times it is exact.
TN_INLINE float reduce_exp(float x, float& n) {
  n = nearest(x * 1.44269504f);
  return fma(n, 2.12194440e-4f, fma(n, -0.693359375f, x));
}
TN_INLINE double reduce_exp(double x, double& n) {
  n = nearest(x * 0x1.71547652b82fep+0);
  return fma(n, -1.90821492927058770002e-10, fma(n, -6.93147180369123816490e-01, x));
}

// p 2^n where the result may overflow or be subnormal.
TN_INLINE float scale(float p, float n) {
  float m = at_least(at_most(n, 127.0f), -126.0f);
  return p * pow2(m) * pow2(n - m);
}
TN_INLINE double scale(double p, double n) {
  double m = at_least(at_most(n, 1023.0), -1022.0);
  return p * pow2(m) * pow2(n - m);
}

template <class T>
constexpr T kExpHigh = 89;  // e^x overflows above, is zero below
template <>
constexpr double kExpHigh<double> = 710;
template <class T>
constexpr T kExpLow = -104;
template <>
constexpr double kExpLow<double> = -746;

// exp: 1 ULP.
template <class T>
TN_INLINE T exp(T x) {
  T n, r = reduce_exp(at_least(at_most(x, kExpHigh<T>), kExpLow<T>), n);
  return scale(T(1) + expm1_reduced(r), n);
}
// The same with one scaling less, where 2^n is normal: -87 < x (double: -708), infinite from 88.4 (709.5).
template <class T>
TN_INLINE T exp_small(T x) {
  T n, r = reduce_exp(x, n);
  return (T(1) + expm1_reduced(r)) * pow2(n);
}
// exp2: 1 ULP.
template <class T>
TN_INLINE T exp2(T x) {
  constexpr T high = sizeof(T) == 4 ? 129 : 1025, low = sizeof(T) == 4 ? -151 : -1076;
  x = at_least(at_most(x, high), low);
  T n = nearest(x);
  return scale(T(1) + expm1_reduced((x - n) * T(0x1.62e42fefa39efp-1)), n);
}
// expm1: 1.6 ULP.
template <class T>
TN_INLINE T expm1(T x) {
  constexpr T low = sizeof(T) == 4 ? -20 : -40;
  T n, r = reduce_exp(at_least(at_most(x, kExpHigh<T>), low), n);
  T half = pow2(n - 1);  // half of 2^n, which may be too large
  T y = fma(half, expm1_reduced(r), half - T(0.5));
  return x == 0 ? x : y + y;
}

// x = 2^e m, sqrt(1/2) <= m < sqrt(2), for normal positive x.
TN_INLINE float split(float x, float& e) {
  uint32_t u = bits(x) + (0x3f800000u - 0x3f3504f3u);
  e = static_cast<float>(static_cast<int32_t>(u >> 23)) - 127.0f;
  return from_bits((u & 0x7fffffu) + 0x3f3504f3u);
}
TN_INLINE double split(double x, double& e) {
  uint64_t u = bits(x) + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu);
  e = from_bits((u >> 52) | 0x4330000000000000u) - (0x1p52 + 1023.0);
  return from_bits((u & 0xfffffffffffffu) + 0x3fe6a09e667f3bcdu);
}
TN_INLINE float log_reduced(float m, float e) {
  constexpr float c[] = {0.3333333125f,  -0.2499998112f, 0.200006894f,
                         -0.1666915823f, 0.1425111158f,  -0.1239650291f,
                         0.1163494819f,  -0.1166149923f, 0.07333628092f};
  float f = m - 1.0f, z = f * f;
  float y = fma(f * z, poly(f, c), e * -2.12194440e-4f);
  y = fma(z, -0.5f, y);
  return fma(e, 0.693359375f, f + y);
}
TN_INLINE double log_reduced(double m, double e) {
  constexpr double c[] = {0.666666666666666981, 0.399999999998960026, 0.285714286275018457,
                          0.222222108936148937, 0.181829062267241605, 0.153311661008702263,
                          0.146231808387791613};
  double f = m - 1.0, s = f / (2.0 + f), z = s * s, half = 0.5 * f * f;
  double y = s * (half + z * poly(z, c)) + e * 1.90821492927058770002e-10;
  return e * 6.93147180369123816490e-01 - ((half - y) - f);
}
// log: 1 ULP.
template <class T>
TN_INLINE T log(T x) {
  constexpr T tiny = sizeof(T) == 4 ? T(0x1p-126) : T(0x1p-1022);
  bool small = x < tiny;
  T e, m = split(small ? x * T(0x1p54) : x, e);
  T y = log_reduced(m, small ? e - T(54) : e);
  y = x < T(kInf) ? y : x;
  return x > 0 ? y : (x == 0 ? -T(kInf) : T(__builtin_nan("")));
}
// log2, log10: 1.5 ULP (double), 2 ULP in double.
TN_INLINE double log_times(double x, double factor, double log2_factor) {
  bool small = x < 0x1p-1022;
  double e, m = split(small ? x * 0x1p54 : x, e);
  double y = fma(log_reduced(m, 0.0), factor, (small ? e - 54 : e) * log2_factor);
  y = x < kInf ? y : x;
  return x > 0 ? y : (x == 0 ? -kInf : __builtin_nan(""));
}
TN_INLINE double log2(double x) { return log_times(x, 0x1.71547652b82fep+0, 1.0); }
TN_INLINE double log10(double x) {
  return log_times(x, 0x1.bcb7b1526e50ep-2, 0x1.34413509f79ffp-2);
}
// log1p: 2 ULP in double.
TN_INLINE double log1p(double x) {
  double u = 1.0 + x;
  double y = log(u) + (x - (u - 1.0)) / u;
  y = x > -1 && x < kInf ? y : log(u);
  return abs(x) < 0x1p-54 ? x : y;
}

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

// tanh: 1.5 ULP.
TN_INLINE float tanh_reduced(float x, float z) {
  constexpr float c[] = {-0.3333332925f, 0.1333279453f, -0.05385406761f, 0.02101007334f,
                         -0.006113181982f};
  return fma(x * z, poly(z, c), x);
}
TN_INLINE double tanh_reduced(double x, double z) {
  constexpr double c[] = {
      -0.333333333333333233,    0.133333333333270386,     -0.0539682539617163572,
      0.021869488271048828,     -0.00886323000517480303,  0.00359206064037146408,
      -0.00145531896011726487,  0.000587472040360487849,  -0.000230851712166235942,
      0.0000796904906503522941, -0.0000172913948939778927};
  return fma(x * z, poly(z, c), x);
}
template <class T>
TN_INLINE T tanh(T x) {
  T a = abs(x), y = T(1) - T(2) / (exp_small(T(2) * at_most(a, T(20))) + T(1));
  return copysign(a < T(0.625) ? tanh_reduced(a, a * a) : y, x);
}
// sigmoid: 2 ULP; 0 below -88.4 (double: -709.5), where it is under the smallest normal number.
template <class T>
TN_INLINE T sigmoid(T x) {
  constexpr T low = sizeof(T) == 4 ? -87 : -708;
  return T(1) / (T(1) + exp_small(at_least(at_most(-x, kExpHigh<T>), low)));
}
// erf: 1.5 ULP (coefficients from N. Juffa's public-domain erff); in double the C library's.
TN_INLINE float erf(float x) {
  float a = abs(x), s = x * x;
  constexpr float near[] = {1.28379166e-1f,  -3.76125336e-1f, 1.12819925e-1f,
                            -2.67681349e-2f, 4.99119423e-3f,  -5.96761703e-4f};
  constexpr float far[] = {-1.28717512e-1f, -6.34846687e-1f, -1.06777877e-1f, 2.42546219e-2f,
                           -3.88396438e-3f, 3.83197126e-4f,  -1.72853470e-5f};
  float t = at_most(a, 4.0f);
  float r = 1.0f - exp_small(fma(poly(t, far), t, -t));
  return a > 0.921875f ? copysign(r, x) : (a <= 0.921875f ? fma(poly(s, near), x, x) : x);
}
TN_INLINE double erf(double x) { return __builtin_erf(x); }
TN_INLINE float erfc(float x) { return __builtin_erfcf(x); }
TN_INLINE double erfc(double x) { return __builtin_erfc(x); }

// pow: 0.6 ULP (double); in double the C library's.
TN_INLINE float pow(float x, float y) {
  double a = abs(x), r = exp(static_cast<double>(y) * log(a));
  bool whole = rint(y) == y, odd = whole && rint(0.5f * y) != 0.5f * y;
  r = odd ? copysign(r, static_cast<double>(x)) : r;
  r = x < 0 && x > -kInfF && !whole ? __builtin_nan("") : r;
  return static_cast<float>(y == 0 || x == 1 || (a == 1 && abs(y) == kInfF) ? 1.0 : r);
}
TN_INLINE double pow(double x, double y) { return __builtin_pow(x, y); }

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
TN_X(cosh) TN_X(asinh) TN_X(acosh) TN_X(atanh)
#undef TN_X

// (double): 0.6 ULP.
#define TN_X(name) \
  TN_INLINE float name(float x) { return static_cast<float>(name(static_cast<double>(x))); }
    TN_X(log2) TN_X(log10) TN_X(log1p) TN_X(tan) TN_X(atan) TN_X(asin) TN_X(acos)
#undef TN_X

}  // namespace vec
}  // namespace
}  // namespace tenon::kernels::TN_ISA
