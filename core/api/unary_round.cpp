// Generated from core/ops/unary_round.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/unary_round.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor neg(const Tensor& input) {
  static const Op& op = Registry::get().at("neg");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor abs(const Tensor& input) {
  static const Op& op = Registry::get().at("abs");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sign(const Tensor& input) {
  static const Op& op = Registry::get().at("sign");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor square(const Tensor& input) {
  static const Op& op = Registry::get().at("square");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor floor(const Tensor& input) {
  static const Op& op = Registry::get().at("floor");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ceil(const Tensor& input) {
  static const Op& op = Registry::get().at("ceil");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor trunc(const Tensor& input) {
  static const Op& op = Registry::get().at("trunc");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor frac(const Tensor& input) {
  static const Op& op = Registry::get().at("frac");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor round(const Tensor& input, int64_t decimals) {
  static const Op& op = Registry::get().at("round");
  const Value args[2] = {cell(input), cell(decimals)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor round_(const Tensor& input, int64_t decimals) {
  static const Op& op = Registry::get().at("round_");
  const Value args[2] = {cell(input), cell(decimals)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bitwise_not(const Tensor& input) {
  static const Op& op = Registry::get().at("bitwise_not");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logical_not(const Tensor& input) {
  static const Op& op = Registry::get().at("logical_not");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor isnan(const Tensor& input) {
  static const Op& op = Registry::get().at("isnan");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor isinf(const Tensor& input) {
  static const Op& op = Registry::get().at("isinf");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor isfinite(const Tensor& input) {
  static const Op& op = Registry::get().at("isfinite");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor signbit(const Tensor& input) {
  static const Op& op = Registry::get().at("signbit");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor positive(const Tensor& input) {
  static const Op& op = Registry::get().at("positive");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
