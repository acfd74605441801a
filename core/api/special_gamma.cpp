// Generated from core/ops/special_gamma.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/special_gamma.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor lgamma(const Tensor& input) {
  static const Op& op = Registry::get().at("lgamma");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor digamma(const Tensor& input) {
  static const Op& op = Registry::get().at("digamma");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor polygamma(int64_t n, const Tensor& input) {
  static const Op& op = Registry::get().at("polygamma");
  const Value args[2] = {cell(n), cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor polygamma_(int64_t n, const Tensor& input) {
  static const Op& op = Registry::get().at("polygamma_");
  const Value args[2] = {cell(n), cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor zeta(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("zeta");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor igamma(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("igamma");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor igamma_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("igamma_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor igammac(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("igammac");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor igammac_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("igammac_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mvlgamma(const Tensor& input, int64_t p) {
  static const Op& op = Registry::get().at("mvlgamma");
  const Value args[2] = {cell(input), cell(p)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mvlgamma_(const Tensor& input, int64_t p) {
  static const Op& op = Registry::get().at("mvlgamma_");
  const Value args[2] = {cell(input), cell(p)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
