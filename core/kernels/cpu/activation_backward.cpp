// Gradients of activations: a is the gradient of the output, b the input or output of the forward
// pass (kernels.h).
#include "core/kernels/cpu/activation.h"
#include "core/kernels/cpu/define.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
TN_INLINE T gelu_tanh_slope(T x) {
  T t = vec::tanh(gelu_inner(x));
  return T(0.5) * (T(1) + t) + T(0.5) * x * (T(1) - t * t) * gelu_inner_slope(x);
}
template <class T>
TN_INLINE T silu_slope(T x) {
  T y = vec::sigmoid(x);
  return y * (T(1) + x * (T(1) - y));
}
template <class T>
TN_INLINE T mish_slope(T x) {
  T t = vec::tanh(softplus(x));
  return t + x * vec::sigmoid(x) * (T(1) - t * t);
}
template <class T>
TN_INLINE T hardswish_slope(T x) {
  return x <= T(-3) ? T(0) : (x < T(3) ? x / T(3) + T(0.5) : T(1));
}

}  // namespace

TN_BINARY(sigmoid_backward, kFloats, a*(T(1) - b) * b)
TN_BINARY(tanh_backward, kFloats, a*(T(1) - b * b))
TN_BINARY(gelu_erf_backward, kFloats, a*(normal_cdf(b) + b * normal_pdf(b)))
TN_BINARY(gelu_tanh_backward, kFloats, a* gelu_tanh_slope(b))
TN_BINARY(silu_backward, kFloats, a* silu_slope(b))
TN_BINARY(mish_backward, kFloats, a* mish_slope(b))
TN_BINARY(hardswish_backward, kFloats, a* hardswish_slope(b))
TN_BINARY(hardsigmoid_backward, kFloats, b > T(-3) && b < T(3) ? a / T(6) : T(0))
TN_BINARY(log_sigmoid_backward, kFloats, a* vec::sigmoid(-b))
TN_BINARY(softplus_backward, kFloats, b* s.a > s.b ? a : a * vec::sigmoid(b * s.a))
TN_BINARY(leaky_relu_backward, kFloats, b > 0 ? a : a * s.a)
TN_BINARY(elu_backward, kFloats, b <= 0 ? a * s.c * s.a * s.b * vec::exp(b * s.c) : a * s.b)
TN_BINARY(elu_backward_out, kFloats, b <= 0 ? a * s.c * (b + s.a * s.b) : a * s.b)
TN_BINARY(threshold_backward, kReals, b <= s.a ? T(0) : a)

}  // namespace tenon::kernels::TN_ISA
