// Generated from core/ops/grid_sample.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor grid_sampler(const Tensor& input, const Tensor& grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) { return call<"grid_sampler", Tensor>(input, grid, interpolation_mode, padding_mode, align_corners); }
inline Tensor grid_sampler_grad_input(const Tensor& grad_output, const Tensor& grid, IntSpan input_size, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) { return call<"grid_sampler_grad_input", Tensor>(grad_output, grid, input_size, interpolation_mode, padding_mode, align_corners); }
inline Tensor grid_sampler_grad_grid(const Tensor& grad_output, const Tensor& input, const Tensor& grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) { return call<"grid_sampler_grad_grid", Tensor>(grad_output, input, grid, interpolation_mode, padding_mode, align_corners); }
inline Tensor grid_sample(const Tensor& input, const Tensor& grid, std::string_view mode = "bilinear", std::string_view padding_mode = "zeros", std::optional<bool> align_corners = {}) { return call<"grid_sample", Tensor>(input, grid, mode, padding_mode, align_corners); }
inline Tensor affine_grid_generator(const Tensor& theta, IntSpan size, bool align_corners) { return call<"affine_grid_generator", Tensor>(theta, size, align_corners); }
inline Tensor affine_grid(const Tensor& theta, IntSpan size, std::optional<bool> align_corners = {}) { return call<"affine_grid", Tensor>(theta, size, align_corners); }

}  // namespace ops
TN_NAMESPACE_END
