// Generated from core/ops/pool_grad.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor plane_gather(const Tensor& input, const Tensor& index, int64_t spatial) { return call<"plane_gather", Tensor>(input, index, spatial); }
inline Tensor plane_scatter(const Tensor& grad_output, const Tensor& index, IntSpan input_size, int64_t spatial) { return call<"plane_scatter", Tensor>(grad_output, index, input_size, spatial); }
inline Tensor window_mean(const Tensor& input, IntSpan kernel_size, IntSpan stride, IntSpan padding, bool ceil_mode, bool count_include_pad, int64_t divisor) { return call<"window_mean", Tensor>(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor); }
inline Tensor window_spread(const Tensor& grad_output, IntSpan input_size, IntSpan kernel_size, IntSpan stride, IntSpan padding, bool ceil_mode, bool count_include_pad, int64_t divisor) { return call<"window_spread", Tensor>(grad_output, input_size, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor); }
inline Tensor adaptive_mean(const Tensor& input, IntSpan output_size) { return call<"adaptive_mean", Tensor>(input, output_size); }
inline Tensor adaptive_spread(const Tensor& grad_output, IntSpan input_size, IntSpan output_size) { return call<"adaptive_spread", Tensor>(grad_output, input_size, output_size); }

}  // namespace ops
TN_NAMESPACE_END
