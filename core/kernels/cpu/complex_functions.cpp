// Functions of complex numbers, of the C library or made of its real ones. One copy serves every
// instruction set: no loop here vectorises.
// isa: v2
#include "core/kernels/cpu/complex.h"
#include "core/kernels/log_add.h"

namespace tenon::kernels::TN_ISA {
namespace {

using Z = Complex<double>;

TN_INLINE __complex__ double c_of(Z z) { return __builtin_bit_cast(__complex__ double, z); }
TN_INLINE Z of_c(__complex__ double z) { return __builtin_bit_cast(Z, z); }

#define TN_X(name) \
  TN_INLINE Z name(Z z) { return of_c(__builtin_c##name(c_of(z))); }
TN_X(exp)
TN_X(log)
TN_X(sqrt)
TN_X(sin)
TN_X(cos)
TN_X(tan)
TN_X(asin)
TN_X(acos)
TN_X(atan)
TN_X(sinh)
TN_X(cosh)
TN_X(tanh)
TN_X(asinh)
TN_X(acosh)
TN_X(atanh)
#undef TN_X

constexpr Z kOne{1, 0};
TN_INLINE Z times(Z z, double x) { return {z.re * x, z.im * x}; }

// e^z - 1 = (expm1(x) cos y - 2 sin^2(y / 2)) + i e^x sin y
TN_INLINE Z expm1(Z z) {
  double half = __builtin_sin(z.im / 2);
  return {__builtin_expm1(z.re) * __builtin_cos(z.im) - 2 * half * half,
          __builtin_exp(z.re) * __builtin_sin(z.im)};
}
// Near zero |1 + z|^2 - 1 = x (2 + x) + y^2 is what keeps the digits.
TN_INLINE Z log1p(Z z) {
  double angle = __builtin_atan2(z.im, z.re + 1), r = z.re * (2 + z.re) + z.im * z.im;
  bool near = abs(z.re) < 0.5 && abs(z.im) < 0.5;
  return {near ? 0.5 * __builtin_log1p(r) : __builtin_log(__builtin_hypot(z.re + 1, z.im)), angle};
}
TN_INLINE Z sigmoid(Z z) { return kOne / (kOne + exp(-z)); }
TN_INLINE Z pow(Z a, Z b) {
  if (b.re == 0 && b.im == 0) return a == Z{} ? Z{__builtin_nan(""), __builtin_nan("")} : kOne;
  return of_c(__builtin_cpow(c_of(a), c_of(b)));
}
TN_INLINE Z logaddexp(Z a, Z b) {
  using S = std::complex<double>;
  return __builtin_bit_cast(Z, log_add(__builtin_bit_cast(S, a), __builtin_bit_cast(S, b)));
}
TN_INLINE Z sgn(Z z) {
  double r = magnitude(z);
  return r == 0 ? Z{} : Z{z.re / r, z.im / r};
}
// NaN if either part is.
template <class R>
TN_INLINE R angle(Complex<R> z) {
  return z.re != z.re ? z.re : z.im != z.im ? z.im : static_cast<R>(__builtin_atan2(z.im, z.re));
}
template <class R>
TN_INLINE Complex<R> polar(R r, R angle) {
  return {static_cast<R>(r * __builtin_cos(angle)), static_cast<R>(r * __builtin_sin(angle))};
}

}  // namespace

#define TN_WIDE(name, ...) \
  TN_COMPLEX_UNARY(name, narrow<T>([](Z z) { return __VA_ARGS__; }(wide(x))))
TN_WIDE(exp, exp(z))
TN_WIDE(exp2, exp(times(z, 0x1.62e42fefa39efp-1)))
TN_WIDE(expm1, expm1(z))
TN_WIDE(log, log(z))
TN_WIDE(log2, times(log(z), 0x1.71547652b82fep+0))
TN_WIDE(log10, times(log(z), 0x1.bcb7b1526e50ep-2))
TN_WIDE(log1p, log1p(z))
TN_WIDE(sqrt, sqrt(z))
TN_WIDE(rsqrt, kOne / sqrt(z))
TN_WIDE(sin, sin(z))
TN_WIDE(cos, cos(z))
TN_WIDE(tan, tan(z))
TN_WIDE(asin, asin(z))
TN_WIDE(acos, acos(z))
TN_WIDE(atan, atan(z))
TN_WIDE(sinh, sinh(z))
TN_WIDE(cosh, cosh(z))
TN_WIDE(tanh, tanh(z))
TN_WIDE(asinh, asinh(z))
TN_WIDE(acosh, acosh(z))
TN_WIDE(atanh, atanh(z))
TN_WIDE(sigmoid, sigmoid(z))
TN_WIDE(silu, z* sigmoid(z))
TN_WIDE(sgn, sgn(z))
#undef TN_WIDE
TN_COMPLEX_BINARY(pow, narrow<T>(pow(wide(a), wide(b))))
TN_COMPLEX_BINARY(logaddexp, narrow<T>(logaddexp(wide(a), wide(b))))

TN_FUNCTOR1(angle_of, angle(x))
TN_COMPLEX_TABLE(angle, complex_to_real<angle_of>())
TN_FUNCTOR2(from_polar, polar(a, b))
TN_COMPLEX_TABLE(polar, reals_to_complex<from_polar>())

}  // namespace tenon::kernels::TN_ISA
