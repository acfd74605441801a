// Generated from core/ops/grid_sample.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/grid_sample.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor grid_sampler(const Tensor& input, const Tensor& grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
  static const Op& op = Registry::get().at("grid_sampler");
  const Value args[5] = {cell(input), cell(grid), cell(interpolation_mode), cell(padding_mode), cell(align_corners)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor grid_sampler_grad_input(const Tensor& grad_output, const Tensor& grid, IntSpan input_size, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
  static const Op& op = Registry::get().at("grid_sampler_grad_input");
  const Value args[6] = {cell(grad_output), cell(grid), cell(input_size), cell(interpolation_mode), cell(padding_mode), cell(align_corners)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor grid_sampler_grad_grid(const Tensor& grad_output, const Tensor& input, const Tensor& grid, int64_t interpolation_mode, int64_t padding_mode, bool align_corners) {
  static const Op& op = Registry::get().at("grid_sampler_grad_grid");
  const Value args[6] = {cell(grad_output), cell(input), cell(grid), cell(interpolation_mode), cell(padding_mode), cell(align_corners)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor grid_sample(const Tensor& input, const Tensor& grid, std::string_view mode, std::string_view padding_mode, std::optional<bool> align_corners) {
  static const Op& op = Registry::get().at("grid_sample");
  const Value args[5] = {cell(input), cell(grid), cell(mode), cell(padding_mode), cell(align_corners)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor affine_grid_generator(const Tensor& theta, IntSpan size, bool align_corners) {
  static const Op& op = Registry::get().at("affine_grid_generator");
  const Value args[3] = {cell(theta), cell(size), cell(align_corners)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor affine_grid(const Tensor& theta, IntSpan size, std::optional<bool> align_corners) {
  static const Op& op = Registry::get().at("affine_grid");
  const Value args[3] = {cell(theta), cell(size), cell(align_corners)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
