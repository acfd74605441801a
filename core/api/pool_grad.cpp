// Generated from core/ops/pool_grad.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/pool_grad.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor plane_gather(const Tensor& input, const Tensor& index, int64_t spatial) {
  static const Op& op = Registry::get().at("plane_gather");
  const Value args[3] = {cell(input), cell(index), cell(spatial)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor plane_scatter(const Tensor& grad_output, const Tensor& index, IntSpan input_size, int64_t spatial) {
  static const Op& op = Registry::get().at("plane_scatter");
  const Value args[4] = {cell(grad_output), cell(index), cell(input_size), cell(spatial)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor window_mean(const Tensor& input, IntSpan kernel_size, IntSpan stride, IntSpan padding, bool ceil_mode, bool count_include_pad, int64_t divisor) {
  static const Op& op = Registry::get().at("window_mean");
  const Value args[7] = {cell(input), cell(kernel_size), cell(stride), cell(padding), cell(ceil_mode), cell(count_include_pad), cell(divisor)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor window_spread(const Tensor& grad_output, IntSpan input_size, IntSpan kernel_size, IntSpan stride, IntSpan padding, bool ceil_mode, bool count_include_pad, int64_t divisor) {
  static const Op& op = Registry::get().at("window_spread");
  const Value args[8] = {cell(grad_output), cell(input_size), cell(kernel_size), cell(stride), cell(padding), cell(ceil_mode), cell(count_include_pad), cell(divisor)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor adaptive_mean(const Tensor& input, IntSpan output_size) {
  static const Op& op = Registry::get().at("adaptive_mean");
  const Value args[2] = {cell(input), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor adaptive_spread(const Tensor& grad_output, IntSpan input_size, IntSpan output_size) {
  static const Op& op = Registry::get().at("adaptive_spread");
  const Value args[3] = {cell(grad_output), cell(input_size), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
