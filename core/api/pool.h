// Generated from core/ops/pool.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor> max_pool1d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0>::span, IntSpan dilation = Ints<1>::span, bool ceil_mode = false);
Tensor max_pool1d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0>::span, IntSpan dilation = Ints<1>::span, bool ceil_mode = false);
Owned max_pool1d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0>::span, IntSpan dilation = Ints<1>::span, bool ceil_mode = false, bool return_indices = false);
std::tuple<Tensor, Tensor> adaptive_max_pool1d(const Tensor& input, IntSpan output_size);
Owned adaptive_max_pool1d_return_indices(const Tensor& input, const Value& output_size, bool return_indices = false);
std::tuple<Tensor, Tensor> max_pool2d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0>::span, IntSpan dilation = Ints<1, 1>::span, bool ceil_mode = false);
Tensor max_pool2d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0>::span, IntSpan dilation = Ints<1, 1>::span, bool ceil_mode = false);
Owned max_pool2d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0>::span, IntSpan dilation = Ints<1, 1>::span, bool ceil_mode = false, bool return_indices = false);
std::tuple<Tensor, Tensor> adaptive_max_pool2d(const Tensor& input, IntSpan output_size);
Owned adaptive_max_pool2d_return_indices(const Tensor& input, const Value& output_size, bool return_indices = false);
std::tuple<Tensor, Tensor> max_pool3d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0, 0>::span, IntSpan dilation = Ints<1, 1, 1>::span, bool ceil_mode = false);
Tensor max_pool3d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0, 0>::span, IntSpan dilation = Ints<1, 1, 1>::span, bool ceil_mode = false);
Owned max_pool3d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0, 0>::span, IntSpan dilation = Ints<1, 1, 1>::span, bool ceil_mode = false, bool return_indices = false);
std::tuple<Tensor, Tensor> adaptive_max_pool3d(const Tensor& input, IntSpan output_size);
Owned adaptive_max_pool3d_return_indices(const Tensor& input, const Value& output_size, bool return_indices = false);

}  // namespace tenon
