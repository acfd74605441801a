// Bits of integers. Shifts as PyTorch: by the width or more, or by a negative number, all bits
// leave.
#include "core/kernels/cpu/define.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
TN_INLINE bool in_width(T b) {
  return b >= 0 && b < static_cast<T>(sizeof(T) * 8);
}
template <class T>
TN_INLINE T shift_left(T a, T b) {
  T r = static_cast<T>(a << (b & static_cast<T>(sizeof(T) * 8 - 1)));
  return in_width(b) ? r : T(0);
}
template <class T>
TN_INLINE T shift_right(T a, T b) {
  constexpr T last = static_cast<T>(sizeof(T) * 8 - 1);
  T sign = kSigned<T> && a < 0 ? static_cast<T>(-1) : T(0);
  return in_width(b) ? static_cast<T>(a >> (b & last)) : sign;
}

}  // namespace

TN_BINARY(bitwise_and, kInts | kBool, static_cast<T>(a& b))
TN_BINARY(bitwise_or, kInts | kBool, static_cast<T>(a | b))
TN_BINARY(bitwise_xor, kInts | kBool, static_cast<T>(a ^ b))
TN_BINARY(shift_left, kInts, shift_left(a, b))
TN_BINARY(shift_right, kInts, shift_right(a, b))

}  // namespace tenon::kernels::TN_ISA
