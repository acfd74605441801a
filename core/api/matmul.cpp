// Generated from core/ops/matmul.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/matmul.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor mm(const Tensor& input, const Tensor& mat2) {
  static const Op& op = Registry::get().at("mm");
  const Value args[2] = {cell(input), cell(mat2)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bmm(const Tensor& input, const Tensor& mat2) {
  static const Op& op = Registry::get().at("bmm");
  const Value args[2] = {cell(input), cell(mat2)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mv(const Tensor& input, const Tensor& vec) {
  static const Op& op = Registry::get().at("mv");
  const Value args[2] = {cell(input), cell(vec)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor dot(const Tensor& input, const Tensor& tensor) {
  static const Op& op = Registry::get().at("dot");
  const Value args[2] = {cell(input), cell(tensor)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor matmul(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("matmul");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  static const Op& op = Registry::get().at("linear");
  const Value args[3] = {cell(input), cell(weight), cell(bias)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
