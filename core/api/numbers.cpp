// Generated from core/ops/numbers.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/numbers.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor nan_to_num(const Tensor& input, double nan, std::optional<double> posinf, std::optional<double> neginf) {
  static const Op& op = Registry::get().at("nan_to_num");
  const Value args[4] = {cell(input), cell(nan), cell(posinf), cell(neginf)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nan_to_num_(const Tensor& input, double nan, std::optional<double> posinf, std::optional<double> neginf) {
  static const Op& op = Registry::get().at("nan_to_num_");
  const Value args[4] = {cell(input), cell(nan), cell(posinf), cell(neginf)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor heaviside(const Tensor& input, const Tensor& values) {
  static const Op& op = Registry::get().at("heaviside");
  const Value args[2] = {cell(input), cell(values)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor heaviside_(const Tensor& input, const Tensor& values) {
  static const Op& op = Registry::get().at("heaviside_");
  const Value args[2] = {cell(input), cell(values)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor gcd(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("gcd");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor gcd_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("gcd_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lcm(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("lcm");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lcm_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("lcm_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nextafter(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("nextafter");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nextafter_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("nextafter_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ldexp(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("ldexp");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ldexp_(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("ldexp_");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> frexp(const Tensor& input) {
  static const Op& op = Registry::get().at("frexp");
  const Value args[1] = {cell(input)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor deg2rad(const Tensor& input) {
  static const Op& op = Registry::get().at("deg2rad");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor deg2rad_(const Tensor& input) {
  static const Op& op = Registry::get().at("deg2rad_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rad2deg(const Tensor& input) {
  static const Op& op = Registry::get().at("rad2deg");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rad2deg_(const Tensor& input) {
  static const Op& op = Registry::get().at("rad2deg_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor isposinf(const Tensor& input) {
  static const Op& op = Registry::get().at("isposinf");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor isneginf(const Tensor& input) {
  static const Op& op = Registry::get().at("isneginf");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
