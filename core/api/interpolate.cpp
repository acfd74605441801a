// Generated from core/ops/interpolate.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/interpolate.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor resample(const Tensor& input, IntSpan size, std::string_view mode, bool align_corners, bool antialias, std::span<const double> scales) {
  static const Op& op = Registry::get().at("resample");
  const Value args[6] = {cell(input), cell(size), cell(mode), cell(align_corners), cell(antialias), cell(scales)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor resample_backward(const Tensor& grad_output, IntSpan size, std::string_view mode, bool align_corners, bool antialias, std::span<const double> scales) {
  static const Op& op = Registry::get().at("resample_backward");
  const Value args[6] = {cell(grad_output), cell(size), cell(mode), cell(align_corners), cell(antialias), cell(scales)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor interpolate(const Tensor& input, const Value& size, const Value& scale_factor, std::string_view mode, std::optional<bool> align_corners, std::optional<bool> recompute_scale_factor, bool antialias) {
  static const Op& op = Registry::get().at("interpolate");
  const Value args[7] = {cell(input), cell(size), cell(scale_factor), cell(mode), cell(align_corners), cell(recompute_scale_factor), cell(antialias)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
