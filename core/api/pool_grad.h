// Generated from core/ops/pool_grad.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor plane_gather(const Tensor& input, const Tensor& index, int64_t spatial);
Tensor plane_scatter(const Tensor& grad_output, const Tensor& index, IntSpan input_size, int64_t spatial);
Tensor window_mean(const Tensor& input, IntSpan kernel_size, IntSpan stride, IntSpan padding, bool ceil_mode, bool count_include_pad, int64_t divisor);
Tensor window_spread(const Tensor& grad_output, IntSpan input_size, IntSpan kernel_size, IntSpan stride, IntSpan padding, bool ceil_mode, bool count_include_pad, int64_t divisor);
Tensor adaptive_mean(const Tensor& input, IntSpan output_size);
Tensor adaptive_spread(const Tensor& grad_output, IntSpan input_size, IntSpan output_size);

}  // namespace tenon
