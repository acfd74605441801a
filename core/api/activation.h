// Generated from core/ops/activation.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor relu(const Tensor& input);
Tensor relu_(const Tensor& input);
Tensor threshold(const Tensor& input, Scalar threshold, Scalar value);
Tensor threshold_(const Tensor& input, Scalar threshold, Scalar value);
Tensor threshold_backward(const Tensor& grad_output, const Tensor& input, Scalar threshold);
Tensor gelu(const Tensor& input, std::string_view approximate = "none");
Tensor gelu_backward(const Tensor& grad_output, const Tensor& input, std::string_view approximate = "none");
Tensor silu(const Tensor& input);
Tensor silu_(const Tensor& input);
Tensor silu_backward(const Tensor& grad_output, const Tensor& input);
Tensor leaky_relu(const Tensor& input, Scalar negative_slope = 0.01);
Tensor leaky_relu_(const Tensor& input, Scalar negative_slope = 0.01);
Tensor leaky_relu_backward(const Tensor& grad_output, const Tensor& input, Scalar negative_slope);
Tensor elu(const Tensor& input, Scalar alpha = 1.0, Scalar scale = 1.0, Scalar input_scale = 1.0);
Tensor elu_(const Tensor& input, Scalar alpha = 1.0, Scalar scale = 1.0, Scalar input_scale = 1.0);
Tensor elu_backward(const Tensor& grad_output, const Tensor& input, Scalar alpha, Scalar scale, Scalar input_scale);
Tensor selu(const Tensor& input);
Tensor selu_(const Tensor& input);
Tensor celu(const Tensor& input, Scalar alpha = 1.0);
Tensor celu_(const Tensor& input, Scalar alpha = 1.0);
Tensor softplus(const Tensor& input, Scalar beta = 1.0, Scalar threshold = 20.0);
Tensor log_sigmoid(const Tensor& input);
Tensor mish(const Tensor& input);
Tensor mish_(const Tensor& input);
Tensor hardtanh(const Tensor& input, Scalar min_val = -1.0, Scalar max_val = 1.0);
Tensor hardtanh_(const Tensor& input, Scalar min_val = -1.0, Scalar max_val = 1.0);
Tensor relu6(const Tensor& input);
Tensor relu6_(const Tensor& input);
Tensor hardsigmoid(const Tensor& input);
Tensor hardsigmoid_(const Tensor& input);
Tensor hardswish(const Tensor& input);
Tensor hardswish_(const Tensor& input);
Tensor softsign(const Tensor& input);
Tensor tanhshrink(const Tensor& input);
Tensor hardshrink(const Tensor& input, Scalar lambd = 0.5);
Tensor softshrink(const Tensor& input, Scalar lambd = 0.5);

}  // namespace tenon
