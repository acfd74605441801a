// Generated from core/ops/special_error.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/special_error.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor erfinv(const Tensor& input) {
  static const Op& op = Registry::get().at("erfinv");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor erfcx(const Tensor& input) {
  static const Op& op = Registry::get().at("erfcx");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ndtr(const Tensor& input) {
  static const Op& op = Registry::get().at("ndtr");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ndtri(const Tensor& input) {
  static const Op& op = Registry::get().at("ndtri");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log_ndtr(const Tensor& input) {
  static const Op& op = Registry::get().at("log_ndtr");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor entr(const Tensor& input) {
  static const Op& op = Registry::get().at("entr");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sinc(const Tensor& input) {
  static const Op& op = Registry::get().at("sinc");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor xlogy(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("xlogy");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor xlogy_(const Tensor& input, const Operand& other) {
  static const Op& op = Registry::get().at("xlogy_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor xlog1py(const Operand& input, const Operand& other) {
  static const Op& op = Registry::get().at("xlog1py");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logaddexp2(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("logaddexp2");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
