// Generated from core/ops/grid_sample.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor grid_sampler(const Tensor& input, const Tensor& grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);
Tensor grid_sampler_grad_input(const Tensor& grad_output, const Tensor& grid, IntSpan input_size, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);
Tensor grid_sampler_grad_grid(const Tensor& grad_output, const Tensor& input, const Tensor& grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners);
Tensor grid_sample(const Tensor& input, const Tensor& grid, std::string_view mode = "bilinear", std::string_view padding_mode = "zeros", std::optional<bool> align_corners = std::nullopt);
Tensor affine_grid_generator(const Tensor& theta, IntSpan size, bool align_corners);
Tensor affine_grid(const Tensor& theta, IntSpan size, std::optional<bool> align_corners = std::nullopt);

}  // namespace tenon
