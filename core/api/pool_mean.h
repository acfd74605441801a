// Generated from core/ops/pool_mean.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor avg_pool1d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0>::span, bool ceil_mode = false, bool count_include_pad = true);
Tensor adaptive_avg_pool1d(const Tensor& input, IntSpan output_size);
Tensor avg_pool2d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0>::span, bool ceil_mode = false, bool count_include_pad = true, std::optional<int64_t> divisor_override = std::nullopt);
Tensor adaptive_avg_pool2d(const Tensor& input, IntSpan output_size);
Tensor avg_pool3d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0, 0>::span, bool ceil_mode = false, bool count_include_pad = true, std::optional<int64_t> divisor_override = std::nullopt);
Tensor adaptive_avg_pool3d(const Tensor& input, IntSpan output_size);
Tensor adaptive_avg_pool2d_like(const Tensor& input, const Value& output_size);
Tensor adaptive_avg_pool3d_like(const Tensor& input, const Value& output_size);

}  // namespace tenon
