// Signs, rounding, limits and tests of single values.
#include "core/kernels/cpu/define.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
TN_INLINE T magnitude(T x) {
  if constexpr (kFloating<T>) return abs(x);
  return x < 0 ? static_cast<T>(-x) : x;
}
// Rounding of integers is the identity.
#define TN_X(name)                              \
  template <class T>                            \
  TN_INLINE T round_##name(T x) {               \
    if constexpr (kFloating<T>) return name(x); \
    return x;                                   \
  }
TN_X(floor)
TN_X(ceil)
TN_X(trunc)
TN_X(rint)
#undef TN_X
template <class T>
TN_INLINE bool is_nan(T x) {
  return x != x;
}
template <class T>
TN_INLINE bool is_infinite(T x) {
  if constexpr (kFloating<T>) return abs(x) == T(kInf);
  return false;
}
TN_INLINE bool sign_bit(float x) { return bits(x) >> 31; }
TN_INLINE bool sign_bit(double x) { return bits(x) >> 63; }
template <class T>
TN_INLINE bool sign_bit(T x) {
  return x < 0;
}
// A NaN limit makes everything NaN; when the limits cross, the high one wins.
template <class T>
TN_INLINE T clamp(T x, T lo, T hi) {
  x = x < lo || lo != lo ? lo : x;
  return x > hi || hi != hi ? hi : x;
}

}  // namespace

TN_UNARY(neg, kReals, static_cast<T>(-x))
TN_UNARY(abs, kReals | kBool, magnitude(x))
TN_UNARY(angle, kFloats, x != x ? x : x < 0 ? T(0x1.921fb54442d18p+1) : T(0))
TN_UNARY(sign, kReals | kBool, static_cast<T>((x > 0) - (x < 0)))
TN_UNARY(square, kReals | kBool, static_cast<T>(x* x))
TN_UNARY(floor, kReals | kBool, round_floor(x))
TN_UNARY(ceil, kReals | kBool, round_ceil(x))
TN_UNARY(round, kReals | kBool, round_rint(x))
TN_UNARY(trunc, kReals | kBool, round_trunc(x))
TN_UNARY(frac, kFloats, x - trunc(x))
TN_UNARY(round_decimals, kFloats, rint(x* s.a) / s.a)
TN_UNARY(relu, kReals, x < 0 ? T(0) : x)
TN_UNARY(threshold, kReals, x <= s.a ? s.b : x)
TN_UNARY(clamp, kReals, clamp(x, s.a, s.b))

TN_FUNCTOR1(invert_bits, static_cast<T>(~x))
TN_FUNCTOR1(invert_bool, x ^ T(1))
TN_TABLE(bitwise_not, invert_bits, 1, false, kInts | kBool, invert_bool)

TN_TEST(logical_not, kReals | kBool, x == 0)
TN_TEST(isnan, kReals | kBool, is_nan(x))
TN_TEST(isinf, kReals | kBool, is_infinite(x))
TN_TEST(isfinite, kReals | kBool, !is_nan(x) && !is_infinite(x))
TN_TEST(signbit, kReals | kBool, sign_bit(x))

}  // namespace tenon::kernels::TN_ISA
