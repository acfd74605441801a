// Generated from core/ops/view_shape.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/view_shape.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor flatten(const Tensor& input, int64_t start_dim, int64_t end_dim) {
  static const Op& op = Registry::get().at("flatten");
  const Value args[3] = {cell(input), cell(start_dim), cell(end_dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ravel(const Tensor& input) {
  static const Op& op = Registry::get().at("ravel");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor unflatten(const Tensor& input, int64_t dim, IntSpan sizes) {
  static const Op& op = Registry::get().at("unflatten");
  const Value args[3] = {cell(input), cell(dim), cell(sizes)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor view_as(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("view_as");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor reshape_as(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("reshape_as");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor expand_as(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("expand_as");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor broadcast_to(const Tensor& input, IntSpan size) {
  static const Op& op = Registry::get().at("broadcast_to");
  const Value args[2] = {cell(input), cell(size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::vector<Tensor> broadcast_tensors(TensorSpan tensors) {
  static const Op& op = Registry::get().at("broadcast_tensors");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

Tensor view_dtype(const Tensor& input, DType dtype) {
  static const Op& op = Registry::get().at("view.dtype");
  const Value args[2] = {cell(input), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
