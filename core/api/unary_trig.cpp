// Generated from core/ops/unary_trig.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/unary_trig.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor sin(const Tensor& input) {
  static const Op& op = Registry::get().at("sin");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sin_(const Tensor& input) {
  static const Op& op = Registry::get().at("sin_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cos(const Tensor& input) {
  static const Op& op = Registry::get().at("cos");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cos_(const Tensor& input) {
  static const Op& op = Registry::get().at("cos_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tan(const Tensor& input) {
  static const Op& op = Registry::get().at("tan");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tan_(const Tensor& input) {
  static const Op& op = Registry::get().at("tan_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor asin(const Tensor& input) {
  static const Op& op = Registry::get().at("asin");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor asin_(const Tensor& input) {
  static const Op& op = Registry::get().at("asin_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor acos(const Tensor& input) {
  static const Op& op = Registry::get().at("acos");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor acos_(const Tensor& input) {
  static const Op& op = Registry::get().at("acos_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor atan(const Tensor& input) {
  static const Op& op = Registry::get().at("atan");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor atan_(const Tensor& input) {
  static const Op& op = Registry::get().at("atan_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sinh(const Tensor& input) {
  static const Op& op = Registry::get().at("sinh");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sinh_(const Tensor& input) {
  static const Op& op = Registry::get().at("sinh_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cosh(const Tensor& input) {
  static const Op& op = Registry::get().at("cosh");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cosh_(const Tensor& input) {
  static const Op& op = Registry::get().at("cosh_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tanh(const Tensor& input) {
  static const Op& op = Registry::get().at("tanh");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tanh_(const Tensor& input) {
  static const Op& op = Registry::get().at("tanh_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor asinh(const Tensor& input) {
  static const Op& op = Registry::get().at("asinh");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor asinh_(const Tensor& input) {
  static const Op& op = Registry::get().at("asinh_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor acosh(const Tensor& input) {
  static const Op& op = Registry::get().at("acosh");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor acosh_(const Tensor& input) {
  static const Op& op = Registry::get().at("acosh_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor atanh(const Tensor& input) {
  static const Op& op = Registry::get().at("atanh");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor atanh_(const Tensor& input) {
  static const Op& op = Registry::get().at("atanh_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tanh_backward(const Tensor& grad_output, const Tensor& output) {
  static const Op& op = Registry::get().at("tanh_backward");
  const Value args[2] = {cell(grad_output), cell(output)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
