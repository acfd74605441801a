// Division with rounding, remainders, powers. Integer division has no vector form; a zero divisor
// is found before anything of the tile is written.
#include "core/kernels/cpu/define.h"
#include "core/kernels/cpu/vec_math.h"

namespace tenon::kernels::TN_ISA {
namespace {

TN_INLINE float mod(float a, float b) { return __builtin_fmodf(a, b); }
TN_INLINE double mod(double a, double b) { return __builtin_fmod(a, b); }

// -1 is apart: the lowest value divided by it overflows, which x86 punishes with a signal.
template <class T>
TN_INLINE T quotient(T a, T b) {
  if (kSigned<T> && b == static_cast<T>(-1)) return static_cast<T>(-a);
  return static_cast<T>(a / b);
}
template <class T>
TN_INLINE T rest(T a, T b) {
  if constexpr (kFloating<T>) {
    return mod(a, b);
  } else {
    return kSigned<T> && b == static_cast<T>(-1) ? T(0) : static_cast<T>(a % b);
  }
}

// As Python and PyTorch: the sign of the divisor.
template <class T>
TN_INLINE T remainder(T a, T b) {
  T m = rest(a, b);
  return m != 0 && (m < 0) != (b < 0) ? static_cast<T>(m + b) : m;
}

template <class T>
TN_INLINE T trunc_divide(T a, T b) {
  if constexpr (kFloating<T>) {
    return trunc(a / b);
  } else {
    return quotient(a, b);
  }
}

// floor(a / b) could round up to the next integer before floor sees it, so it is made from the
// exact remainder.
template <class T>
TN_INLINE T floor_divide(T a, T b) {
  if constexpr (kFloating<T>) {
    if (b == 0) return a / b;
    T m = mod(a, b), d = (a - m) / b;
    if (m != 0 && (b < 0) != (m < 0)) d -= 1;
    if (d == 0) return copysign(T(0), a / b);
    T f = floor(d);
    return d - f > T(0.5) ? f + 1 : f;
  } else {
    T q = quotient(a, b), m = static_cast<T>(a - q * b);
    return m != 0 && (m < 0) != (b < 0) ? static_cast<T>(q - 1) : q;
  }
}

// By squaring. A negative exponent gives the integer part of the true result.
template <class T>
TN_INLINE T power(T a, T b) {
  if constexpr (kFloating<T>) {
    return vec::pow(a, b);
  } else {
    if (b < 0)
      return a == 1                                    ? T(1)
             : (kSigned<T> && a == static_cast<T>(-1)) ? static_cast<T>(b & 1 ? -1 : 1)
                                                       : T(0);
    T r = 1;
    for (; b > 0; b = static_cast<T>(b >> 1)) {
      if (b & 1) r = static_cast<T>(r * a);
      a = static_cast<T>(a * a);
    }
    return r;
  }
}

template <class F>
struct Checked {
  template <class T>
  static void run(char* const* p, int64_t n, const void* params) {
    if constexpr (!kFloating<T>) {
      auto* b = reinterpret_cast<const T*>(p[2]);
      int zero = 0;
      for (int64_t i = 0; i < n; ++i) zero |= b[i] == 0;
      if (zero) divide_by_zero();
    }
    map2<F, T, T>(p, n, params);
  }
};

}  // namespace

#define TN_DIVIDE(name, ...)               \
  TN_FUNCTOR2(name##_value, __VA_ARGS__)   \
  namespace {                              \
  using name##_op = Checked<name##_value>; \
  }                                        \
  TN_TABLE(name, name##_op, 2, false, kReals)
TN_DIVIDE(floor_divide, floor_divide(a, b))
TN_DIVIDE(trunc_divide, trunc_divide(a, b))
TN_DIVIDE(remainder, remainder(a, b))
TN_DIVIDE(fmod, rest(a, b))
#undef TN_DIVIDE

TN_BINARY(pow, kReals, power(a, b))

}  // namespace tenon::kernels::TN_ISA
