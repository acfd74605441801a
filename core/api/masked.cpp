// Generated from core/ops/masked.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/masked.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor masked_fill(const Tensor& input, const Tensor& mask, const Operand& value) {
  static const Op& op = Registry::get().at("masked_fill");
  const Value args[3] = {cell(input), cell(mask), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor masked_fill_(const Tensor& input, const Tensor& mask, const Operand& value) {
  static const Op& op = Registry::get().at("masked_fill_");
  const Value args[3] = {cell(input), cell(mask), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor masked_select(const Tensor& input, const Tensor& mask) {
  static const Op& op = Registry::get().at("masked_select");
  const Value args[2] = {cell(input), cell(mask)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor masked_scatter(const Tensor& input, const Tensor& mask, const Tensor& source) {
  static const Op& op = Registry::get().at("masked_scatter");
  const Value args[3] = {cell(input), cell(mask), cell(source)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor masked_scatter_(const Tensor& input, const Tensor& mask, const Tensor& source) {
  static const Op& op = Registry::get().at("masked_scatter_");
  const Value args[3] = {cell(input), cell(mask), cell(source)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nonzero(const Tensor& input) {
  static const Op& op = Registry::get().at("nonzero");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Owned nonzero_as_tuple(const Tensor& input, bool as_tuple) {
  static const Op& op = Registry::get().at("nonzero.as_tuple");
  const Value args[2] = {cell(input), cell(as_tuple)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

Tensor argwhere(const Tensor& input) {
  static const Op& op = Registry::get().at("argwhere");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::vector<Tensor> where_condition(const Tensor& condition) {
  static const Op& op = Registry::get().at("where.condition");
  const Value args[1] = {cell(condition)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

}  // namespace tenon
