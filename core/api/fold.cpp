// Generated from core/ops/fold.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/fold.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor im2col(const Tensor& input, IntSpan kernel_size, IntSpan dilation, IntSpan padding, IntSpan stride) {
  static const Op& op = Registry::get().at("im2col");
  const Value args[5] = {cell(input), cell(kernel_size), cell(dilation), cell(padding), cell(stride)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor col2im(const Tensor& input, IntSpan output_size, IntSpan kernel_size, IntSpan dilation, IntSpan padding, IntSpan stride) {
  static const Op& op = Registry::get().at("col2im");
  const Value args[6] = {cell(input), cell(output_size), cell(kernel_size), cell(dilation), cell(padding), cell(stride)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor im2col_unfold(const Tensor& input, IntSpan kernel_size, IntSpan dilation, IntSpan padding, IntSpan stride) {
  static const Op& op = Registry::get().at("im2col.unfold");
  const Value args[5] = {cell(input), cell(kernel_size), cell(dilation), cell(padding), cell(stride)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fold(const Tensor& input, IntSpan output_size, IntSpan kernel_size, IntSpan dilation, IntSpan padding, IntSpan stride) {
  static const Op& op = Registry::get().at("fold");
  const Value args[6] = {cell(input), cell(output_size), cell(kernel_size), cell(dilation), cell(padding), cell(stride)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
