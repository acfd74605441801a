// Small tools of the loops. Everything in this folder is file-local and in a namespace of its
// instruction set, and uses nothing inline of std: else the linker would merge the copies and an
// old CPU would meet new instructions.
#pragma once
#include <cstdint>

#include "core/kernels/kernels.h"

#define TN_INLINE static inline __attribute__((always_inline))

namespace tenon::kernels::TN_ISA {
namespace {

constexpr float kInfF = __builtin_inff();
constexpr double kInf = __builtin_inf();

TN_INLINE float fma(float a, float b, float c) {
#ifdef __FMA__
  return __builtin_fmaf(a, b, c);
#else
  return a * b + c;
#endif
}
TN_INLINE double fma(double a, double b, double c) {
#ifdef __FMA__
  return __builtin_fma(a, b, c);
#else
  return a * b + c;
#endif
}

TN_INLINE uint32_t bits(float x) { return __builtin_bit_cast(uint32_t, x); }
TN_INLINE uint64_t bits(double x) { return __builtin_bit_cast(uint64_t, x); }
TN_INLINE float from_bits(uint32_t u) { return __builtin_bit_cast(float, u); }
TN_INLINE double from_bits(uint64_t u) { return __builtin_bit_cast(double, u); }

TN_INLINE float abs(float x) { return __builtin_fabsf(x); }
TN_INLINE double abs(double x) { return __builtin_fabs(x); }
TN_INLINE float sqrt(float x) { return __builtin_sqrtf(x); }
TN_INLINE double sqrt(double x) { return __builtin_sqrt(x); }
TN_INLINE float floor(float x) { return __builtin_floorf(x); }
TN_INLINE double floor(double x) { return __builtin_floor(x); }
TN_INLINE float ceil(float x) { return __builtin_ceilf(x); }
TN_INLINE double ceil(double x) { return __builtin_ceil(x); }
TN_INLINE float trunc(float x) { return __builtin_truncf(x); }
TN_INLINE double trunc(double x) { return __builtin_trunc(x); }
TN_INLINE float rint(float x) { return __builtin_rintf(x); }
TN_INLINE double rint(double x) { return __builtin_rint(x); }
TN_INLINE float copysign(float x, float s) { return __builtin_copysignf(x, s); }
TN_INLINE double copysign(double x, double s) { return __builtin_copysign(x, s); }

template <class T>
constexpr bool kFloating = false;
template <>
constexpr bool kFloating<float> = true;
template <>
constexpr bool kFloating<double> = true;
template <class T>
constexpr bool kSigned = static_cast<T>(-1) < static_cast<T>(0);

// Limits that keep a NaN in x.
template <class T>
TN_INLINE T at_least(T x, T lo) {
  return x < lo ? lo : x;
}
template <class T>
TN_INLINE T at_most(T x, T hi) {
  return x > hi ? hi : x;
}

// c[0] + c[1] x + ... by Horner's rule.
template <class T, int N>
TN_INLINE T poly(T x, const T (&c)[N]) {
  T r = c[N - 1];
#pragma GCC unroll 16
  for (int i = N - 2; i >= 0; --i) r = fma(r, x, c[i]);
  return r;
}

}  // namespace
}  // namespace tenon::kernels::TN_ISA
