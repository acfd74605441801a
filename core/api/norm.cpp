// Generated from core/ops/norm.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/norm.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor> native_batch_norm_stats(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_var, bool training, double momentum, double eps) {
  static const Op& op = Registry::get().at("native_batch_norm.stats");
  const Value args[8] = {cell(input), cell(weight), cell(bias), cell(running_mean), cell(running_var), cell(training), cell(momentum), cell(eps)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> native_batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_var, bool training, double momentum, double eps) {
  static const Op& op = Registry::get().at("native_batch_norm");
  const Value args[8] = {cell(input), cell(weight), cell(bias), cell(running_mean), cell(running_var), cell(training), cell(momentum), cell(eps)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> batch_norm_backward(const Tensor& grad_output, const Tensor& input, const Tensor& weight, const Tensor& mean, const Tensor& rstd, bool training) {
  static const Op& op = Registry::get().at("batch_norm_backward");
  const Value args[6] = {cell(grad_output), cell(input), cell(weight), cell(mean), cell(rstd), cell(training)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

Tensor batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_var, bool training, double momentum, double eps, bool cudnn_enabled) {
  static const Op& op = Registry::get().at("batch_norm");
  const Value args[9] = {cell(input), cell(weight), cell(bias), cell(running_mean), cell(running_var), cell(training), cell(momentum), cell(eps), cell(cudnn_enabled)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor functional_batch_norm(const Tensor& input, const Tensor& running_mean, const Tensor& running_var, const Tensor& weight, const Tensor& bias, bool training, double momentum, double eps) {
  static const Op& op = Registry::get().at("functional_batch_norm");
  const Value args[8] = {cell(input), cell(running_mean), cell(running_var), cell(weight), cell(bias), cell(training), cell(momentum), cell(eps)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor instance_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_var, bool use_input_stats, double momentum, double eps, bool cudnn_enabled) {
  static const Op& op = Registry::get().at("instance_norm");
  const Value args[9] = {cell(input), cell(weight), cell(bias), cell(running_mean), cell(running_var), cell(use_input_stats), cell(momentum), cell(eps), cell(cudnn_enabled)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor functional_instance_norm(const Tensor& input, const Tensor& running_mean, const Tensor& running_var, const Tensor& weight, const Tensor& bias, bool use_input_stats, double momentum, double eps) {
  static const Op& op = Registry::get().at("functional_instance_norm");
  const Value args[8] = {cell(input), cell(running_mean), cell(running_var), cell(weight), cell(bias), cell(use_input_stats), cell(momentum), cell(eps)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
