// Generated from core/ops/linalg_householder.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_householder.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> geqrf(const Tensor& input) {
  static const Op& op = Registry::get().at("geqrf");
  const Value args[1] = {cell(input)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor linalg_householder_product(const Tensor& input, const Tensor& tau) {
  static const Op& op = Registry::get().at("linalg_householder_product");
  const Value args[2] = {cell(input), cell(tau)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor orgqr(const Tensor& input, const Tensor& input2) {
  static const Op& op = Registry::get().at("orgqr");
  const Value args[2] = {cell(input), cell(input2)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ormqr(const Tensor& input, const Tensor& input2, const Tensor& input3, bool left, bool transpose) {
  static const Op& op = Registry::get().at("ormqr");
  const Value args[5] = {cell(input), cell(input2), cell(input3), cell(left), cell(transpose)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
