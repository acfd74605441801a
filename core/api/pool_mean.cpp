// Generated from core/ops/pool_mean.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/pool_mean.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor avg_pool1d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, bool ceil_mode, bool count_include_pad) {
  static const Op& op = Registry::get().at("avg_pool1d");
  const Value args[6] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(ceil_mode), cell(count_include_pad)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor adaptive_avg_pool1d(const Tensor& input, IntSpan output_size) {
  static const Op& op = Registry::get().at("adaptive_avg_pool1d");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor avg_pool2d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, bool ceil_mode, bool count_include_pad, std::optional<int64_t> divisor_override) {
  static const Op& op = Registry::get().at("avg_pool2d");
  const Value args[7] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(ceil_mode), cell(count_include_pad), cell(divisor_override)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor adaptive_avg_pool2d(const Tensor& input, IntSpan output_size) {
  static const Op& op = Registry::get().at("adaptive_avg_pool2d");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor avg_pool3d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride, IntSpan padding, bool ceil_mode, bool count_include_pad, std::optional<int64_t> divisor_override) {
  static const Op& op = Registry::get().at("avg_pool3d");
  const Value args[7] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(ceil_mode), cell(count_include_pad), cell(divisor_override)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor adaptive_avg_pool3d(const Tensor& input, IntSpan output_size) {
  static const Op& op = Registry::get().at("adaptive_avg_pool3d");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor adaptive_avg_pool2d_like(const Tensor& input, const Value& output_size) {
  static const Op& op = Registry::get().at("adaptive_avg_pool2d.like");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor adaptive_avg_pool3d_like(const Tensor& input, const Value& output_size) {
  static const Op& op = Registry::get().at("adaptive_avg_pool3d.like");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
