// Generated from core/ops/activation.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor relu(const Tensor& input) { return call<"relu", Tensor>(input); }
inline Tensor relu_(const Tensor& input) { return call<"relu_", Tensor>(input); }
inline Tensor threshold(const Tensor& input, const Value& threshold, const Value& value) { return call<"threshold", Tensor>(input, threshold, value); }
inline Tensor threshold_(const Tensor& input, const Value& threshold, const Value& value) { return call<"threshold_", Tensor>(input, threshold, value); }
inline Tensor threshold_backward(const Tensor& grad_output, const Tensor& input, const Value& threshold) { return call<"threshold_backward", Tensor>(grad_output, input, threshold); }
inline Tensor gelu(const Tensor& input, std::string_view approximate = "none") { return call<"gelu", Tensor>(input, approximate); }
inline Tensor gelu_backward(const Tensor& grad_output, const Tensor& input, std::string_view approximate = "none") { return call<"gelu_backward", Tensor>(grad_output, input, approximate); }
inline Tensor silu(const Tensor& input) { return call<"silu", Tensor>(input); }
inline Tensor silu_(const Tensor& input) { return call<"silu_", Tensor>(input); }
inline Tensor silu_backward(const Tensor& grad_output, const Tensor& input) { return call<"silu_backward", Tensor>(grad_output, input); }
inline Tensor leaky_relu(const Tensor& input, const Value& negative_slope = 0.01) { return call<"leaky_relu", Tensor>(input, negative_slope); }
inline Tensor leaky_relu_(const Tensor& input, const Value& negative_slope = 0.01) { return call<"leaky_relu_", Tensor>(input, negative_slope); }
inline Tensor leaky_relu_backward(const Tensor& grad_output, const Tensor& input, const Value& negative_slope) { return call<"leaky_relu_backward", Tensor>(grad_output, input, negative_slope); }
inline Tensor elu(const Tensor& input, const Value& alpha = 1.0, const Value& scale = 1.0, const Value& input_scale = 1.0) { return call<"elu", Tensor>(input, alpha, scale, input_scale); }
inline Tensor elu_(const Tensor& input, const Value& alpha = 1.0, const Value& scale = 1.0, const Value& input_scale = 1.0) { return call<"elu_", Tensor>(input, alpha, scale, input_scale); }
inline Tensor elu_backward(const Tensor& grad_output, const Tensor& input, const Value& alpha, const Value& scale, const Value& input_scale) { return call<"elu_backward", Tensor>(grad_output, input, alpha, scale, input_scale); }
inline Tensor selu(const Tensor& input) { return call<"selu", Tensor>(input); }
inline Tensor selu_(const Tensor& input) { return call<"selu_", Tensor>(input); }
inline Tensor celu(const Tensor& input, const Value& alpha = 1.0) { return call<"celu", Tensor>(input, alpha); }
inline Tensor celu_(const Tensor& input, const Value& alpha = 1.0) { return call<"celu_", Tensor>(input, alpha); }
inline Tensor softplus(const Tensor& input, const Value& beta = 1.0, const Value& threshold = 20.0) { return call<"softplus", Tensor>(input, beta, threshold); }
inline Tensor log_sigmoid(const Tensor& input) { return call<"log_sigmoid", Tensor>(input); }
inline Tensor mish(const Tensor& input) { return call<"mish", Tensor>(input); }
inline Tensor mish_(const Tensor& input) { return call<"mish_", Tensor>(input); }
inline Tensor hardtanh(const Tensor& input, const Value& min_val = -1.0, const Value& max_val = 1.0) { return call<"hardtanh", Tensor>(input, min_val, max_val); }
inline Tensor hardtanh_(const Tensor& input, const Value& min_val = -1.0, const Value& max_val = 1.0) { return call<"hardtanh_", Tensor>(input, min_val, max_val); }
inline Tensor relu6(const Tensor& input) { return call<"relu6", Tensor>(input); }
inline Tensor relu6_(const Tensor& input) { return call<"relu6_", Tensor>(input); }
inline Tensor hardsigmoid(const Tensor& input) { return call<"hardsigmoid", Tensor>(input); }
inline Tensor hardsigmoid_(const Tensor& input) { return call<"hardsigmoid_", Tensor>(input); }
inline Tensor hardswish(const Tensor& input) { return call<"hardswish", Tensor>(input); }
inline Tensor hardswish_(const Tensor& input) { return call<"hardswish_", Tensor>(input); }
inline Tensor softsign(const Tensor& input) { return call<"softsign", Tensor>(input); }
inline Tensor tanhshrink(const Tensor& input) { return call<"tanhshrink", Tensor>(input); }
inline Tensor hardshrink(const Tensor& input, const Value& lambd = 0.5) { return call<"hardshrink", Tensor>(input, lambd); }
inline Tensor softshrink(const Tensor& input, const Value& lambd = 0.5) { return call<"softshrink", Tensor>(input, lambd); }

}  // namespace ops
TN_NAMESPACE_END
