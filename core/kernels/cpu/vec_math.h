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
// The same with one scaling less, where 2^n is normal: -87 < x (double: -708), infinite from 88.4
// (709.5).
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

// (double): 0.6 ULP.
#define TN_X(name) \
  TN_INLINE float name(float x) { return static_cast<float>(name(static_cast<double>(x))); }
TN_X(log2) TN_X(log10) TN_X(log1p)
#undef TN_X

}  // namespace vec
}  // namespace
}  // namespace tenon::kernels::TN_ISA
