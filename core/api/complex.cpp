// Generated from core/ops/complex.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/complex.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor view_as_real(const Tensor& input) {
  static const Op& op = Registry::get().at("view_as_real");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor view_as_complex(const Tensor& input) {
  static const Op& op = Registry::get().at("view_as_complex");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor real(const Tensor& input) {
  static const Op& op = Registry::get().at("real");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor imag(const Tensor& input) {
  static const Op& op = Registry::get().at("imag");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conj_copy(const Tensor& input) {
  static const Op& op = Registry::get().at("conj_copy");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conj(const Tensor& input) {
  static const Op& op = Registry::get().at("conj");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conj_physical(const Tensor& input) {
  static const Op& op = Registry::get().at("conj_physical");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conj_physical_(const Tensor& input) {
  static const Op& op = Registry::get().at("conj_physical_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor resolve_conj(const Tensor& input) {
  static const Op& op = Registry::get().at("resolve_conj");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor resolve_neg(const Tensor& input) {
  static const Op& op = Registry::get().at("resolve_neg");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

bool is_conj(const Tensor& input) {
  static const Op& op = Registry::get().at("is_conj");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].to_bool();
}

bool is_neg(const Tensor& input) {
  static const Op& op = Registry::get().at("is_neg");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].to_bool();
}

Tensor adjoint(const Tensor& input) {
  static const Op& op = Registry::get().at("adjoint");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor complex(const Tensor& real, const Tensor& imag) {
  static const Op& op = Registry::get().at("complex");
  const Value args[2] = {cell(real), cell(imag)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor polar(const Tensor& abs, const Tensor& angle) {
  static const Op& op = Registry::get().at("polar");
  const Value args[2] = {cell(abs), cell(angle)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor angle(const Tensor& input) {
  static const Op& op = Registry::get().at("angle");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sgn(const Tensor& input) {
  static const Op& op = Registry::get().at("sgn");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sgn_(const Tensor& input) {
  static const Op& op = Registry::get().at("sgn_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor isreal(const Tensor& input) {
  static const Op& op = Registry::get().at("isreal");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
