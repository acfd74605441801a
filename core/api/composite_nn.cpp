// Generated from core/ops/composite_nn.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/composite_nn.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor glu(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("glu");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pixel_shuffle(const Tensor& input, int64_t upscale_factor) {
  static const Op& op = Registry::get().at("pixel_shuffle");
  const Value args[2] = {cell(input), cell(upscale_factor)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pixel_unshuffle(const Tensor& input, int64_t downscale_factor) {
  static const Op& op = Registry::get().at("pixel_unshuffle");
  const Value args[2] = {cell(input), cell(downscale_factor)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor channel_shuffle(const Tensor& input, int64_t groups) {
  static const Op& op = Registry::get().at("channel_shuffle");
  const Value args[2] = {cell(input), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cosine_similarity(const Tensor& x1, const Tensor& x2, int64_t dim, double eps) {
  static const Op& op = Registry::get().at("cosine_similarity");
  const Value args[4] = {cell(x1), cell(x2), cell(dim), cell(eps)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pairwise_distance(const Tensor& x1, const Tensor& x2, double p, double eps, bool keepdim) {
  static const Op& op = Registry::get().at("pairwise_distance");
  const Value args[5] = {cell(x1), cell(x2), cell(p), cell(eps), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bilinear(const Tensor& input1, const Tensor& input2, const Tensor& weight, const Tensor& bias) {
  static const Op& op = Registry::get().at("bilinear");
  const Value args[4] = {cell(input1), cell(input2), cell(weight), cell(bias)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rms_norm(const Tensor& input, IntSpan normalized_shape, const Tensor& weight, std::optional<double> eps) {
  static const Op& op = Registry::get().at("rms_norm");
  const Value args[4] = {cell(input), cell(normalized_shape), cell(weight), cell(eps)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
