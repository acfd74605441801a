// Generated from core/ops/unary_exp.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/unary_exp.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor exp(const Tensor& input) {
  static const Op& op = Registry::get().at("exp");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor exp_(const Tensor& input) {
  static const Op& op = Registry::get().at("exp_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor exp2(const Tensor& input) {
  static const Op& op = Registry::get().at("exp2");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor exp2_(const Tensor& input) {
  static const Op& op = Registry::get().at("exp2_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor expm1(const Tensor& input) {
  static const Op& op = Registry::get().at("expm1");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor expm1_(const Tensor& input) {
  static const Op& op = Registry::get().at("expm1_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log(const Tensor& input) {
  static const Op& op = Registry::get().at("log");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log_(const Tensor& input) {
  static const Op& op = Registry::get().at("log_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log2(const Tensor& input) {
  static const Op& op = Registry::get().at("log2");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log2_(const Tensor& input) {
  static const Op& op = Registry::get().at("log2_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log10(const Tensor& input) {
  static const Op& op = Registry::get().at("log10");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log10_(const Tensor& input) {
  static const Op& op = Registry::get().at("log10_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log1p(const Tensor& input) {
  static const Op& op = Registry::get().at("log1p");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log1p_(const Tensor& input) {
  static const Op& op = Registry::get().at("log1p_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sqrt(const Tensor& input) {
  static const Op& op = Registry::get().at("sqrt");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sqrt_(const Tensor& input) {
  static const Op& op = Registry::get().at("sqrt_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rsqrt(const Tensor& input) {
  static const Op& op = Registry::get().at("rsqrt");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rsqrt_(const Tensor& input) {
  static const Op& op = Registry::get().at("rsqrt_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor reciprocal(const Tensor& input) {
  static const Op& op = Registry::get().at("reciprocal");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor reciprocal_(const Tensor& input) {
  static const Op& op = Registry::get().at("reciprocal_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor erf(const Tensor& input) {
  static const Op& op = Registry::get().at("erf");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor erf_(const Tensor& input) {
  static const Op& op = Registry::get().at("erf_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor erfc(const Tensor& input) {
  static const Op& op = Registry::get().at("erfc");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor erfc_(const Tensor& input) {
  static const Op& op = Registry::get().at("erfc_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sigmoid(const Tensor& input) {
  static const Op& op = Registry::get().at("sigmoid");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sigmoid_(const Tensor& input) {
  static const Op& op = Registry::get().at("sigmoid_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logit(const Tensor& input, std::optional<double> eps) {
  static const Op& op = Registry::get().at("logit");
  const Value args[2] = {cell(input), cell(eps)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logit_(const Tensor& input, std::optional<double> eps) {
  static const Op& op = Registry::get().at("logit_");
  const Value args[2] = {cell(input), cell(eps)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sigmoid_backward(const Tensor& grad_output, const Tensor& output) {
  static const Op& op = Registry::get().at("sigmoid_backward");
  const Value args[2] = {cell(grad_output), cell(output)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
