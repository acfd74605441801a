// Generated from core/ops/norm_group.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/norm_group.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor> native_layer_norm_stats(const Tensor& input, IntSpan normalized_shape, const Tensor& weight, const Tensor& bias, double eps) {
  static const Op& op = Registry::get().at("native_layer_norm.stats");
  const Value args[5] = {cell(input), cell(normalized_shape), cell(weight), cell(bias), cell(eps)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> native_layer_norm(const Tensor& input, IntSpan normalized_shape, const Tensor& weight, const Tensor& bias, double eps) {
  static const Op& op = Registry::get().at("native_layer_norm");
  const Value args[5] = {cell(input), cell(normalized_shape), cell(weight), cell(bias), cell(eps)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> layer_norm_backward(const Tensor& grad_output, const Tensor& input, IntSpan normalized_shape, const Tensor& weight, const Tensor& mean, const Tensor& rstd) {
  static const Op& op = Registry::get().at("layer_norm_backward");
  const Value args[6] = {cell(grad_output), cell(input), cell(normalized_shape), cell(weight), cell(mean), cell(rstd)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

Tensor layer_norm(const Tensor& input, IntSpan normalized_shape, const Tensor& weight, const Tensor& bias, double eps, bool cudnn_enable) {
  static const Op& op = Registry::get().at("layer_norm");
  const Value args[6] = {cell(input), cell(normalized_shape), cell(weight), cell(bias), cell(eps), cell(cudnn_enable)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor, Tensor> native_group_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, int64_t num_groups, double eps) {
  static const Op& op = Registry::get().at("native_group_norm");
  const Value args[5] = {cell(input), cell(weight), cell(bias), cell(num_groups), cell(eps)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> group_norm_backward(const Tensor& grad_output, const Tensor& input, const Tensor& weight, const Tensor& mean, const Tensor& rstd, int64_t num_groups) {
  static const Op& op = Registry::get().at("group_norm_backward");
  const Value args[6] = {cell(grad_output), cell(input), cell(weight), cell(mean), cell(rstd), cell(num_groups)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

Tensor group_norm(const Tensor& input, int64_t num_groups, const Tensor& weight, const Tensor& bias, double eps, bool cudnn_enabled) {
  static const Op& op = Registry::get().at("group_norm");
  const Value args[6] = {cell(input), cell(num_groups), cell(weight), cell(bias), cell(eps), cell(cudnn_enabled)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
