// Complex arithmetic, comparisons, parts and tests: what vectorises.
// isa: v2 v3
#include "core/kernels/cpu/complex.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
TN_INLINE bool zero(T z) {
  return z.re == 0 && z.im == 0;
}
template <class T>
TN_INLINE bool is_nan(T z) {
  return z.re != z.re || z.im != z.im;
}
template <class R>
TN_INLINE bool infinite(Complex<R> z) {
  return abs(z.re) == R(kInf) || abs(z.im) == R(kInf);
}
template <class R>
TN_INLINE Complex<R> real(R x) {
  return {x, 0};
}
// a + alpha b; without params alpha is 1, and the product is left out.
template <bool kMinus>
struct WithAlpha {
  template <class T>
  TN_INLINE T call(T a, T b, const Scalars<T>&) {
    return kMinus ? a - b : a + b;
  }
};
template <bool kMinus>
struct Scaled {
  template <class T>
  TN_INLINE T call(T a, T b, const Scalars<T>& s) {
    return kMinus ? a - s.a * b : a + s.a * b;
  }
};
template <bool kMinus, class T>
void sum_loop(char* const* data, const int64_t* strides, int64_t n, const void* params) {
  (params ? complex_entry<Scaled<kMinus>, 2, T, T>
          : complex_entry<WithAlpha<kMinus>, 2, T, T>)(data, strides, n, params);
}

// The form depends on the weight, so that both ends are exact.
template <class T>
TN_INLINE T lerp(T a, T b, T w) {
  using R = typename T::Real;
  T d = b - a;
  return w.re * w.re + w.im * w.im < R(0.25) ? a + w * d : b - d * (real(R(1)) - w);
}

}  // namespace

TN_COMPLEX_TABLE(add, {{&sum_loop<false, Complex<float>>, &sum_loop<false, Complex<double>>}})
TN_COMPLEX_TABLE(sub, {{&sum_loop<true, Complex<float>>, &sum_loop<true, Complex<double>>}})
TN_COMPLEX_BINARY(mul, a* b)
TN_COMPLEX_BINARY(div, a / b)
TN_COMPLEX_UNARY(neg, -x)
TN_COMPLEX_UNARY(square, x* x)
TN_COMPLEX_UNARY(conj, conj(x))
TN_COMPLEX_UNARY(reciprocal, real(typename T::Real(1)) / x)

TN_COMPLEX_TERNARY(addcmul, a + s.a * b * c)
TN_COMPLEX_TERNARY(addcdiv, a + s.a * b / c)
TN_COMPLEX_TERNARY(mul_add, a* b + c)
TN_COMPLEX_TERNARY(lerp, lerp(a, b, c))

// grad conj(y (1 - y)) and grad conj(1 - y^2).
TN_COMPLEX_BINARY(sigmoid_backward, a* conj((real(typename T::Real(1)) - b) * b))
TN_COMPLEX_BINARY(tanh_backward, a* conj(real(typename T::Real(1)) - b * b))

TN_COMPLEX_COMPARE(eq, a == b)
TN_COMPLEX_COMPARE(ne, !(a == b))
TN_COMPLEX_COMPARE(logical_and, !zero(a) && !zero(b))
TN_COMPLEX_COMPARE(logical_or, !zero(a) || !zero(b))
TN_COMPLEX_COMPARE(logical_xor, zero(a) != zero(b))
TN_COMPLEX_TEST(logical_not, zero(x))
TN_COMPLEX_TEST(isnan, is_nan(x))
TN_COMPLEX_TEST(isinf, infinite(x))
TN_COMPLEX_TEST(isfinite, !is_nan(x) && !infinite(x))

TN_FUNCTOR1(magnitude_of, magnitude(x))
TN_COMPLEX_TABLE(complex_abs, complex_to_real<magnitude_of>())
TN_FUNCTOR2(from_parts, Complex<T>{a, b})
TN_COMPLEX_TABLE(make_complex, reals_to_complex<from_parts>())

}  // namespace tenon::kernels::TN_ISA
