// Generated from core/ops/where.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/where.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor where(const Tensor& condition, const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("where");
  const Value args[3] = {cell(condition), cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor clamp(const Tensor& input, const Operand& min, const Operand& max) {
  static const Op& op = Registry::get().at("clamp");
  const Value args[3] = {cell(input), cell(min), cell(max)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor clamp_(const Tensor& input, const Operand& min, const Operand& max) {
  static const Op& op = Registry::get().at("clamp_");
  const Value args[3] = {cell(input), cell(min), cell(max)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor clamp_min(const Tensor& input, const Operand& min) {
  static const Op& op = Registry::get().at("clamp_min");
  const Value args[2] = {cell(input), cell(min)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor clamp_min_(const Tensor& input, const Operand& min) {
  static const Op& op = Registry::get().at("clamp_min_");
  const Value args[2] = {cell(input), cell(min)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor clamp_max(const Tensor& input, const Operand& max) {
  static const Op& op = Registry::get().at("clamp_max");
  const Value args[2] = {cell(input), cell(max)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor clamp_max_(const Tensor& input, const Operand& max) {
  static const Op& op = Registry::get().at("clamp_max_");
  const Value args[2] = {cell(input), cell(max)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addcmul(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, Scalar value) {
  static const Op& op = Registry::get().at("addcmul");
  const Value args[4] = {cell(input), cell(tensor1), cell(tensor2), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addcmul_(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, Scalar value) {
  static const Op& op = Registry::get().at("addcmul_");
  const Value args[4] = {cell(input), cell(tensor1), cell(tensor2), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addcdiv(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, Scalar value) {
  static const Op& op = Registry::get().at("addcdiv");
  const Value args[4] = {cell(input), cell(tensor1), cell(tensor2), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addcdiv_(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, Scalar value) {
  static const Op& op = Registry::get().at("addcdiv_");
  const Value args[4] = {cell(input), cell(tensor1), cell(tensor2), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lerp(const Tensor& input, const Tensor& end, const Operand& weight) {
  static const Op& op = Registry::get().at("lerp");
  const Value args[3] = {cell(input), cell(end), cell(weight)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lerp_(const Tensor& input, const Tensor& end, const Operand& weight) {
  static const Op& op = Registry::get().at("lerp_");
  const Value args[3] = {cell(input), cell(end), cell(weight)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
