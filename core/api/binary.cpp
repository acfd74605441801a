// Generated from core/ops/binary.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/binary.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor add(const Operand& input, const Operand& other, Scalar alpha) {
  static const Op& op = Registry::get().at("add");
  const Value args[3] = {cell(input), cell(other), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor add_(const Tensor& input, const Operand& other, Scalar alpha) {
  static const Op& op = Registry::get().at("add_");
  const Value args[3] = {cell(input), cell(other), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sub(const Operand& input, const Operand& other, Scalar alpha) {
  static const Op& op = Registry::get().at("sub");
  const Value args[3] = {cell(input), cell(other), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sub_(const Tensor& input, const Operand& other, Scalar alpha) {
  static const Op& op = Registry::get().at("sub_");
  const Value args[3] = {cell(input), cell(other), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rsub(const Tensor& input, const Operand& other, Scalar alpha) {
  static const Op& op = Registry::get().at("rsub");
  const Value args[3] = {cell(input), cell(other), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mul(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("mul");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mul_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("mul_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor div(const Operand& input, const Operand& other, std::optional<std::string_view> rounding_mode) {
  static const Op& op = Registry::get().at("div");
  const Value args[3] = {cell(input), cell(other), cell(rounding_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor div_(const Tensor& input, const Operand& other, std::optional<std::string_view> rounding_mode) {
  static const Op& op = Registry::get().at("div_");
  const Value args[3] = {cell(input), cell(other), cell(rounding_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor floor_divide(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("floor_divide");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor floor_divide_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("floor_divide_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor remainder(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("remainder");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor remainder_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("remainder_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fmod(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("fmod");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fmod_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("fmod_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pow(const Operand& input, const Operand& exponent) {
  static const Op& op = Registry::get().at("pow");
  const Value args[2] = {cell(input), cell(exponent)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pow_(const Tensor& input, const Operand& exponent) {
  static const Op& op = Registry::get().at("pow_");
  const Value args[2] = {cell(input), cell(exponent)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor float_power(const Operand& input, const Operand& exponent) {
  static const Op& op = Registry::get().at("float_power");
  const Value args[2] = {cell(input), cell(exponent)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor atan2(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("atan2");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor atan2_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("atan2_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hypot(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("hypot");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hypot_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("hypot_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor copysign(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("copysign");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor copysign_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("copysign_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logaddexp(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("logaddexp");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor maximum(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("maximum");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor minimum(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("minimum");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fmax(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("fmax");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fmin(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("fmin");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
