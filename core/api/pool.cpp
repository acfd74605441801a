// Generated from core/ops/pool.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/pool.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> max_pool1d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode) {
  static const Op& op = Registry::get().at("max_pool1d_with_indices");
  const Value args[6] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor max_pool1d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode) {
  static const Op& op = Registry::get().at("max_pool1d");
  const Value args[6] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Owned max_pool1d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode, bool return_indices) {
  static const Op& op = Registry::get().at("max_pool1d.return_indices");
  const Value args[7] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode), cell(return_indices)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

std::tuple<Tensor, Tensor> adaptive_max_pool1d(const Tensor& input, IntSpan output_size) {
  static const Op& op = Registry::get().at("adaptive_max_pool1d");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Owned adaptive_max_pool1d_return_indices(const Tensor& input, const Value& output_size, bool return_indices) {
  static const Op& op = Registry::get().at("adaptive_max_pool1d.return_indices");
  const Value args[3] = {cell(input), cell(output_size), cell(return_indices)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

std::tuple<Tensor, Tensor> max_pool2d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode) {
  static const Op& op = Registry::get().at("max_pool2d_with_indices");
  const Value args[6] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor max_pool2d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode) {
  static const Op& op = Registry::get().at("max_pool2d");
  const Value args[6] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Owned max_pool2d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode, bool return_indices) {
  static const Op& op = Registry::get().at("max_pool2d.return_indices");
  const Value args[7] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode), cell(return_indices)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

std::tuple<Tensor, Tensor> adaptive_max_pool2d(const Tensor& input, IntSpan output_size) {
  static const Op& op = Registry::get().at("adaptive_max_pool2d");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Owned adaptive_max_pool2d_return_indices(const Tensor& input, const Value& output_size, bool return_indices) {
  static const Op& op = Registry::get().at("adaptive_max_pool2d.return_indices");
  const Value args[3] = {cell(input), cell(output_size), cell(return_indices)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

std::tuple<Tensor, Tensor> max_pool3d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode) {
  static const Op& op = Registry::get().at("max_pool3d_with_indices");
  const Value args[6] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor max_pool3d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode) {
  static const Op& op = Registry::get().at("max_pool3d");
  const Value args[6] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Owned max_pool3d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, IntSpan dilation, bool ceil_mode, bool return_indices) {
  static const Op& op = Registry::get().at("max_pool3d.return_indices");
  const Value args[7] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(dilation), cell(ceil_mode), cell(return_indices)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

std::tuple<Tensor, Tensor> adaptive_max_pool3d(const Tensor& input, IntSpan output_size) {
  static const Op& op = Registry::get().at("adaptive_max_pool3d");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Owned adaptive_max_pool3d_return_indices(const Tensor& input, const Value& output_size, bool return_indices) {
  static const Op& op = Registry::get().at("adaptive_max_pool3d.return_indices");
  const Value args[3] = {cell(input), cell(output_size), cell(return_indices)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

}  // namespace tenon
