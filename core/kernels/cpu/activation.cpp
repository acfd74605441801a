// Activations: each in the form and with the special cases of PyTorch.
#include "core/kernels/cpu/activation.h"
#include "core/kernels/cpu/define.h"

namespace tenon::kernels::TN_ISA {

TN_UNARY(sigmoid, kFloats, vec::sigmoid(x))
TN_UNARY(log_sigmoid, kFloats, at_most(x, T(0)) - log1p_exp_minus(abs(x)))
TN_UNARY(gelu_erf, kFloats, x* normal_cdf(x))
TN_UNARY(gelu_tanh, kFloats, T(0.5) * x * (T(1) + vec::tanh(gelu_inner(x))))
TN_UNARY(silu, kFloats, x / (T(1) + vec::exp(-x)))
TN_UNARY(mish, kFloats, x* vec::tanh(softplus(x)))
TN_UNARY(hardswish, kFloats, x* relu6(x + T(3)) / T(6))
TN_UNARY(hardsigmoid, kFloats, relu6(x + T(3)) / T(6))
TN_UNARY(softplus, kFloats, x* s.a > s.b ? x : softplus(x * s.a) / s.a)
TN_UNARY(leaky_relu, kFloats, x > 0 ? x : x * s.a)
TN_UNARY(elu, kFloats, x <= 0 ? vec::expm1(x * s.c) * (s.a * s.b) : x * s.b)

}  // namespace tenon::kernels::TN_ISA
