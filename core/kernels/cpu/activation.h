// Pieces that activations and their gradients share.
#pragma once
#include "core/kernels/cpu/vec_math.h"

namespace tenon::kernels::TN_ISA {
namespace {

// log(1 + e^-a) for a >= 0.
template <class T>
TN_INLINE T log1p_exp_minus(T a) {
  return vec::log1p(vec::exp(-a));
}
// log(1 + e^x) without overflow.
template <class T>
TN_INLINE T softplus(T x) {
  return at_least(x, T(0)) + log1p_exp_minus(abs(x));
}
template <class T>
TN_INLINE T normal_cdf(T x) {
  return T(0.5) * (T(1) + vec::erf(x * T(0.70710678118654752440)));
}
template <class T>
TN_INLINE T normal_pdf(T x) {
  return vec::exp(x * x * T(-0.5)) * T(0.39894228040143267794);
}
// The argument of tanh in gelu's approximation, sqrt(2 / pi) (x + 0.044715 x^3), and its
// derivative.
template <class T>
TN_INLINE T gelu_inner(T x) {
  return T(0.79788456080286535588) * (x + T(0.044715) * x * x * x);
}
template <class T>
TN_INLINE T gelu_inner_slope(T x) {
  return T(0.79788456080286535588) * (T(1) + T(3 * 0.044715) * x * x);
}
template <class T>
TN_INLINE T relu6(T x) {
  return at_most(at_least(x, T(0)), T(6));
}

}  // namespace
}  // namespace tenon::kernels::TN_ISA
