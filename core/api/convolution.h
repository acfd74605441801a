// Generated from core/ops/convolution.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor convolution(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, IntSpan output_padding, int64_t groups);
Tensor conv_input_grad(const Tensor& grad_output, const Tensor& weight, IntSpan input_size, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, int64_t groups);
Tensor conv_weight_grad(const Tensor& grad_output, const Tensor& input, IntSpan weight_size, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, int64_t groups);

}  // namespace tenon
