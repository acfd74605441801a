// Generated from core/ops/activation.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/activation.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor relu(const Tensor& input) {
  static const Op& op = Registry::get().at("relu");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor relu_(const Tensor& input) {
  static const Op& op = Registry::get().at("relu_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor threshold(const Tensor& input, Scalar threshold, Scalar value) {
  static const Op& op = Registry::get().at("threshold");
  const Value args[3] = {cell(input), cell(threshold), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor threshold_(const Tensor& input, Scalar threshold, Scalar value) {
  static const Op& op = Registry::get().at("threshold_");
  const Value args[3] = {cell(input), cell(threshold), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor threshold_backward(const Tensor& grad_output, const Tensor& input, Scalar threshold) {
  static const Op& op = Registry::get().at("threshold_backward");
  const Value args[3] = {cell(grad_output), cell(input), cell(threshold)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor gelu(const Tensor& input, std::string_view approximate) {
  static const Op& op = Registry::get().at("gelu");
  const Value args[2] = {cell(input), cell(approximate)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor gelu_backward(const Tensor& grad_output, const Tensor& input, std::string_view approximate) {
  static const Op& op = Registry::get().at("gelu_backward");
  const Value args[3] = {cell(grad_output), cell(input), cell(approximate)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor silu(const Tensor& input) {
  static const Op& op = Registry::get().at("silu");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor silu_(const Tensor& input) {
  static const Op& op = Registry::get().at("silu_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor silu_backward(const Tensor& grad_output, const Tensor& input) {
  static const Op& op = Registry::get().at("silu_backward");
  const Value args[2] = {cell(grad_output), cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor leaky_relu(const Tensor& input, Scalar negative_slope) {
  static const Op& op = Registry::get().at("leaky_relu");
  const Value args[2] = {cell(input), cell(negative_slope)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor leaky_relu_(const Tensor& input, Scalar negative_slope) {
  static const Op& op = Registry::get().at("leaky_relu_");
  const Value args[2] = {cell(input), cell(negative_slope)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor leaky_relu_backward(const Tensor& grad_output, const Tensor& input, Scalar negative_slope) {
  static const Op& op = Registry::get().at("leaky_relu_backward");
  const Value args[3] = {cell(grad_output), cell(input), cell(negative_slope)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor elu(const Tensor& input, Scalar alpha, Scalar scale, Scalar input_scale) {
  static const Op& op = Registry::get().at("elu");
  const Value args[4] = {cell(input), cell(alpha), cell(scale), cell(input_scale)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor elu_(const Tensor& input, Scalar alpha, Scalar scale, Scalar input_scale) {
  static const Op& op = Registry::get().at("elu_");
  const Value args[4] = {cell(input), cell(alpha), cell(scale), cell(input_scale)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor elu_backward(const Tensor& grad_output, const Tensor& input, Scalar alpha, Scalar scale, Scalar input_scale) {
  static const Op& op = Registry::get().at("elu_backward");
  const Value args[5] = {cell(grad_output), cell(input), cell(alpha), cell(scale), cell(input_scale)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor selu(const Tensor& input) {
  static const Op& op = Registry::get().at("selu");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor selu_(const Tensor& input) {
  static const Op& op = Registry::get().at("selu_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor celu(const Tensor& input, Scalar alpha) {
  static const Op& op = Registry::get().at("celu");
  const Value args[2] = {cell(input), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor celu_(const Tensor& input, Scalar alpha) {
  static const Op& op = Registry::get().at("celu_");
  const Value args[2] = {cell(input), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor softplus(const Tensor& input, Scalar beta, Scalar threshold) {
  static const Op& op = Registry::get().at("softplus");
  const Value args[3] = {cell(input), cell(beta), cell(threshold)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log_sigmoid(const Tensor& input) {
  static const Op& op = Registry::get().at("log_sigmoid");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mish(const Tensor& input) {
  static const Op& op = Registry::get().at("mish");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mish_(const Tensor& input) {
  static const Op& op = Registry::get().at("mish_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hardtanh(const Tensor& input, Scalar min_val, Scalar max_val) {
  static const Op& op = Registry::get().at("hardtanh");
  const Value args[3] = {cell(input), cell(min_val), cell(max_val)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hardtanh_(const Tensor& input, Scalar min_val, Scalar max_val) {
  static const Op& op = Registry::get().at("hardtanh_");
  const Value args[3] = {cell(input), cell(min_val), cell(max_val)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor relu6(const Tensor& input) {
  static const Op& op = Registry::get().at("relu6");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor relu6_(const Tensor& input) {
  static const Op& op = Registry::get().at("relu6_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hardsigmoid(const Tensor& input) {
  static const Op& op = Registry::get().at("hardsigmoid");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hardsigmoid_(const Tensor& input) {
  static const Op& op = Registry::get().at("hardsigmoid_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hardswish(const Tensor& input) {
  static const Op& op = Registry::get().at("hardswish");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hardswish_(const Tensor& input) {
  static const Op& op = Registry::get().at("hardswish_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor softsign(const Tensor& input) {
  static const Op& op = Registry::get().at("softsign");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tanhshrink(const Tensor& input) {
  static const Op& op = Registry::get().at("tanhshrink");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hardshrink(const Tensor& input, Scalar lambd) {
  static const Op& op = Registry::get().at("hardshrink");
  const Value args[2] = {cell(input), cell(lambd)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor softshrink(const Tensor& input, Scalar lambd) {
  static const Op& op = Registry::get().at("softshrink");
  const Value args[2] = {cell(input), cell(lambd)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
