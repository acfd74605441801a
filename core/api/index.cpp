// Generated from core/ops/index.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/index.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor index(const Tensor& input, TensorSpan indices) {
  static const Op& op = Registry::get().at("index");
  const Value args[2] = {cell(input), cell(indices)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_put(const Tensor& input, TensorSpan indices, const Tensor& values, bool accumulate) {
  static const Op& op = Registry::get().at("index_put");
  const Value args[4] = {cell(input), cell(indices), cell(values), cell(accumulate)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_put_(const Tensor& input, TensorSpan indices, const Tensor& values, bool accumulate) {
  static const Op& op = Registry::get().at("index_put_");
  const Value args[4] = {cell(input), cell(indices), cell(values), cell(accumulate)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_select(const Tensor& input, int64_t dim, const Tensor& index) {
  static const Op& op = Registry::get().at("index_select");
  const Value args[3] = {cell(input), cell(dim), cell(index)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_add(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, Scalar alpha) {
  static const Op& op = Registry::get().at("index_add");
  const Value args[5] = {cell(input), cell(dim), cell(index), cell(source), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_add_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, Scalar alpha) {
  static const Op& op = Registry::get().at("index_add_");
  const Value args[5] = {cell(input), cell(dim), cell(index), cell(source), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_copy(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source) {
  static const Op& op = Registry::get().at("index_copy");
  const Value args[4] = {cell(input), cell(dim), cell(index), cell(source)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_copy_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source) {
  static const Op& op = Registry::get().at("index_copy_");
  const Value args[4] = {cell(input), cell(dim), cell(index), cell(source)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_fill(const Tensor& input, int64_t dim, const Tensor& index, const Operand& value) {
  static const Op& op = Registry::get().at("index_fill");
  const Value args[4] = {cell(input), cell(dim), cell(index), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_fill_(const Tensor& input, int64_t dim, const Tensor& index, const Operand& value) {
  static const Op& op = Registry::get().at("index_fill_");
  const Value args[4] = {cell(input), cell(dim), cell(index), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
