// Generated from core/ops/linalg_power.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_power.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor linalg_matrix_power(const Tensor& input, int64_t n) {
  static const Op& op = Registry::get().at("linalg_matrix_power");
  const Value args[2] = {cell(input), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor matrix_power(const Tensor& input, int64_t n) {
  static const Op& op = Registry::get().at("matrix_power");
  const Value args[2] = {cell(input), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_matrix_exp(const Tensor& input) {
  static const Op& op = Registry::get().at("linalg_matrix_exp");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor matrix_exp(const Tensor& input) {
  static const Op& op = Registry::get().at("matrix_exp");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_multi_dot(TensorSpan tensors) {
  static const Op& op = Registry::get().at("linalg_multi_dot");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor chain_matmul(TensorSpan matrices) {
  static const Op& op = Registry::get().at("chain_matmul");
  const Value args[1] = {cell(matrices)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
