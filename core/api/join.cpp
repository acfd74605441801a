// Generated from core/ops/join.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/join.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor cat(TensorSpan tensors, int64_t dim) {
  static const Op& op = Registry::get().at("cat");
  const Value args[2] = {cell(tensors), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor stack(TensorSpan tensors, int64_t dim) {
  static const Op& op = Registry::get().at("stack");
  const Value args[2] = {cell(tensors), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hstack(TensorSpan tensors) {
  static const Op& op = Registry::get().at("hstack");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor vstack(TensorSpan tensors) {
  static const Op& op = Registry::get().at("vstack");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor dstack(TensorSpan tensors) {
  static const Op& op = Registry::get().at("dstack");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor column_stack(TensorSpan tensors) {
  static const Op& op = Registry::get().at("column_stack");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor atleast_1d(const Tensor& input) {
  static const Op& op = Registry::get().at("atleast_1d");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::vector<Tensor> atleast_1d_tensors(TensorSpan tensors) {
  static const Op& op = Registry::get().at("atleast_1d.tensors");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

Tensor atleast_2d(const Tensor& input) {
  static const Op& op = Registry::get().at("atleast_2d");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::vector<Tensor> atleast_2d_tensors(TensorSpan tensors) {
  static const Op& op = Registry::get().at("atleast_2d.tensors");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

Tensor atleast_3d(const Tensor& input) {
  static const Op& op = Registry::get().at("atleast_3d");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::vector<Tensor> atleast_3d_tensors(TensorSpan tensors) {
  static const Op& op = Registry::get().at("atleast_3d.tensors");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

}  // namespace tenon
