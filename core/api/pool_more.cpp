// Generated from core/ops/pool_more.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/pool_more.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor lp_pool1d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride, bool ceil_mode) {
  static const Op& op = Registry::get().at("lp_pool1d");
  const Value args[5] = {cell(input), cell(norm_type), cell(kernel_size), cell(stride), cell(ceil_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lp_pool2d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride, bool ceil_mode) {
  static const Op& op = Registry::get().at("lp_pool2d");
  const Value args[5] = {cell(input), cell(norm_type), cell(kernel_size), cell(stride), cell(ceil_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lp_pool3d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride, bool ceil_mode) {
  static const Op& op = Registry::get().at("lp_pool3d");
  const Value args[5] = {cell(input), cell(norm_type), cell(kernel_size), cell(stride), cell(ceil_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor max_unpool1d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, const Value& output_size) {
  static const Op& op = Registry::get().at("max_unpool1d");
  const Value args[6] = {cell(input), cell(indices), cell(kernel_size), cell(stride), cell(padding), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor max_unpool2d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, const Value& output_size) {
  static const Op& op = Registry::get().at("max_unpool2d");
  const Value args[6] = {cell(input), cell(indices), cell(kernel_size), cell(stride), cell(padding), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor max_unpool3d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, const Value& output_size) {
  static const Op& op = Registry::get().at("max_unpool3d");
  const Value args[6] = {cell(input), cell(indices), cell(kernel_size), cell(stride), cell(padding), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> fractional_pool2d(const Tensor& input, IntSpan kernel_size, IntSpan output_size, const Tensor& random_samples) {
  static const Op& op = Registry::get().at("fractional_pool2d");
  const Value args[4] = {cell(input), cell(kernel_size), cell(output_size), cell(random_samples)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> fractional_pool3d(const Tensor& input, IntSpan kernel_size, IntSpan output_size, const Tensor& random_samples) {
  static const Op& op = Registry::get().at("fractional_pool3d");
  const Value args[4] = {cell(input), cell(kernel_size), cell(output_size), cell(random_samples)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Owned fractional_max_pool2d(const Tensor& input, IntSpan kernel_size, const Value& output_size, const Value& output_ratio, bool return_indices, const Tensor& _random_samples) {
  static const Op& op = Registry::get().at("fractional_max_pool2d");
  const Value args[6] = {cell(input), cell(kernel_size), cell(output_size), cell(output_ratio), cell(return_indices), cell(_random_samples)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

std::tuple<Tensor, Tensor> fractional_max_pool2d_with_indices(const Tensor& input, IntSpan kernel_size, const Value& output_size, const Value& output_ratio, bool return_indices, const Tensor& _random_samples) {
  static const Op& op = Registry::get().at("fractional_max_pool2d_with_indices");
  const Value args[6] = {cell(input), cell(kernel_size), cell(output_size), cell(output_ratio), cell(return_indices), cell(_random_samples)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Owned fractional_max_pool3d(const Tensor& input, IntSpan kernel_size, const Value& output_size, const Value& output_ratio, bool return_indices, const Tensor& _random_samples) {
  static const Op& op = Registry::get().at("fractional_max_pool3d");
  const Value args[6] = {cell(input), cell(kernel_size), cell(output_size), cell(output_ratio), cell(return_indices), cell(_random_samples)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

std::tuple<Tensor, Tensor> fractional_max_pool3d_with_indices(const Tensor& input, IntSpan kernel_size, const Value& output_size, const Value& output_ratio, bool return_indices, const Tensor& _random_samples) {
  static const Op& op = Registry::get().at("fractional_max_pool3d_with_indices");
  const Value args[6] = {cell(input), cell(kernel_size), cell(output_size), cell(output_ratio), cell(return_indices), cell(_random_samples)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor local_response_norm(const Tensor& input, int64_t size, double alpha, double beta, double k) {
  static const Op& op = Registry::get().at("local_response_norm");
  const Value args[5] = {cell(input), cell(size), cell(alpha), cell(beta), cell(k)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
