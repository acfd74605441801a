// Arithmetic, minimum and maximum, and floating functions of two values.
#include "core/kernels/cpu/define.h"
#include "core/kernels/cpu/vec_trig.h"

namespace tenon::kernels::TN_ISA {
namespace {

// a + alpha * b. Without params alpha is 1 and the product is left out.
template <class Plain, class Scaled>
struct WithAlpha {
  template <class T>
  static void run(char* const* p, int64_t n, const void* params) {
    params ? map2<Scaled, T, T>(p, n, params) : map2<Plain, T, T>(p, n, nullptr);
  }
};

TN_INLINE float hypot(float a, float b) {
  double x = a, y = b;
  float r = static_cast<float>(sqrt(x * x + y * y));
  return abs(a) == kInfF || abs(b) == kInfF ? kInfF : r;
}
TN_INLINE double hypot(double a, double b) { return __builtin_hypot(a, b); }

TN_INLINE float atan2(float y, float x) {
  double ay = abs(y), ax = abs(x);
  bool both_infinite = ay == kInf && ax == kInf;
  double ratio = both_infinite ? 1.0 : ay == 0.0 ? 0.0 : ay / ax;
  ratio = x != x || y != y ? __builtin_nan("") : ratio;
  double r = vec::atan(ratio);
  return static_cast<float>(
      copysign(copysign(1.0f, x) < 0 ? 0x1.921fb54442d18p+1 - r : r, static_cast<double>(y)));
}
TN_INLINE double atan2(double y, double x) { return __builtin_atan2(y, x); }

template <class T>
TN_INLINE T logaddexp(T a, T b) {
  T high = a > b || a != a ? a : b;
  T y = high + vec::log1p(vec::exp(-abs(a - b)));
  return a == b && abs(a) == T(kInf) ? a : y;
}

TN_INLINE float nextafter(float a, float b) { return __builtin_nextafterf(a, b); }
TN_INLINE double nextafter(double a, double b) { return __builtin_nextafter(a, b); }

}  // namespace

TN_FUNCTOR2(plain_add, static_cast<T>(a + b))
TN_FUNCTOR2(scaled_add, static_cast<T>(a + s.a * b))
TN_FUNCTOR2(plain_sub, static_cast<T>(a - b))
TN_FUNCTOR2(scaled_sub, static_cast<T>(a - s.a * b))
TN_FUNCTOR2(bool_or, a | b)
TN_FUNCTOR2(bool_and, a& b)
namespace {
using add_op = WithAlpha<plain_add, scaled_add>;
using sub_op = WithAlpha<plain_sub, scaled_sub>;
}  // namespace
TN_TABLE(add, add_op, 2, false, kReals | kBool, bool_or)
TN_TABLE(sub, sub_op, 2, false, kReals)

TN_FUNCTOR2(mul_op, static_cast<T>(a* b))
TN_TABLE(mul, mul_op, 2, false, kReals | kBool, bool_and)
TN_BINARY(div, kFloats, a / b)

// These keep a NaN on either side; fmax and fmin prefer the number.
TN_BINARY(maximum, kReals | kBool, a > b || a != a ? a : b)
TN_BINARY(minimum, kReals | kBool, a < b || a != a ? a : b)
TN_BINARY(fmax, kReals | kBool, a > b || b != b ? a : b)
TN_BINARY(fmin, kReals | kBool, a < b || b != b ? a : b)

TN_BINARY(hypot, kFloats, hypot(a, b))
TN_BINARY(atan2, kFloats, atan2(a, b))
TN_BINARY(copysign, kFloats, copysign(a, b))
TN_BINARY(logaddexp, kFloats, logaddexp(a, b))
TN_BINARY(nextafter, kFloats, nextafter(a, b))

}  // namespace tenon::kernels::TN_ISA
