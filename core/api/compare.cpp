// Generated from core/ops/compare.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/compare.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

bool equal(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("equal");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].to_bool();
}

Tensor eq(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("eq");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor eq_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("eq_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ne(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("ne");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ne_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("ne_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lt(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("lt");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lt_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("lt_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor le(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("le");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor le_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("le_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor gt(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("gt");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor gt_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("gt_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ge(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("ge");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ge_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("ge_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logical_and(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("logical_and");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logical_and_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("logical_and_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logical_or(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("logical_or");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logical_or_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("logical_or_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logical_xor(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("logical_xor");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logical_xor_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("logical_xor_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_and(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_and");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_and_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_and_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_or(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_or");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_or_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_or_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_xor(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_xor");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_xor_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_xor_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_left_shift(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_left_shift");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_left_shift_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_left_shift_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_right_shift(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_right_shift");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_right_shift_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("bitwise_right_shift_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor isclose(const Tensor& input, const Tensor& other, double rtol, double atol, bool equal_nan) {
  static const Op& op = Registry::get().at("isclose");
  const Value args[5] = {cell(input), cell(other), cell(rtol), cell(atol), cell(equal_nan)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

bool allclose(const Tensor& input, const Tensor& other, double rtol, double atol, bool equal_nan) {
  static const Op& op = Registry::get().at("allclose");
  const Value args[5] = {cell(input), cell(other), cell(rtol), cell(atol), cell(equal_nan)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].to_bool();
}

}  // namespace tenon
