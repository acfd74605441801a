// Generated from core/ops/special_bessel.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/special_bessel.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor i0(const Tensor& input) {
  static const Op& op = Registry::get().at("i0");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor i0e(const Tensor& input) {
  static const Op& op = Registry::get().at("i0e");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor i1(const Tensor& input) {
  static const Op& op = Registry::get().at("i1");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor i1e(const Tensor& input) {
  static const Op& op = Registry::get().at("i1e");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bessel_j0(const Tensor& input) {
  static const Op& op = Registry::get().at("bessel_j0");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bessel_j1(const Tensor& input) {
  static const Op& op = Registry::get().at("bessel_j1");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bessel_y0(const Tensor& input) {
  static const Op& op = Registry::get().at("bessel_y0");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bessel_y1(const Tensor& input) {
  static const Op& op = Registry::get().at("bessel_y1");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor modified_bessel_i0(const Tensor& input) {
  static const Op& op = Registry::get().at("modified_bessel_i0");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor modified_bessel_i1(const Tensor& input) {
  static const Op& op = Registry::get().at("modified_bessel_i1");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor modified_bessel_k0(const Tensor& input) {
  static const Op& op = Registry::get().at("modified_bessel_k0");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor modified_bessel_k1(const Tensor& input) {
  static const Op& op = Registry::get().at("modified_bessel_k1");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scaled_modified_bessel_k0(const Tensor& input) {
  static const Op& op = Registry::get().at("scaled_modified_bessel_k0");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scaled_modified_bessel_k1(const Tensor& input) {
  static const Op& op = Registry::get().at("scaled_modified_bessel_k1");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor spherical_bessel_j0(const Tensor& input) {
  static const Op& op = Registry::get().at("spherical_bessel_j0");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor airy_ai(const Tensor& input) {
  static const Op& op = Registry::get().at("airy_ai");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
