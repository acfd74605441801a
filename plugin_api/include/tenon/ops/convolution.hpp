// Generated from core/ops/convolution.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor convolution(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, IntSpan output_padding, int64_t groups) { return call<"convolution", Tensor>(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups); }
inline Tensor conv_input_grad(const Tensor& grad_output, const Tensor& weight, IntSpan input_size, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, int64_t groups) { return call<"conv_input_grad", Tensor>(grad_output, weight, input_size, stride, padding, dilation, transposed, groups); }
inline Tensor conv_weight_grad(const Tensor& grad_output, const Tensor& input, IntSpan weight_size, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, int64_t groups) { return call<"conv_weight_grad", Tensor>(grad_output, input, weight_size, stride, padding, dilation, transposed, groups); }

}  // namespace ops
TN_NAMESPACE_END
