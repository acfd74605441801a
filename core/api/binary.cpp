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

}  // namespace tenon
