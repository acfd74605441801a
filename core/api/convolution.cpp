// Generated from core/ops/convolution.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/convolution.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor convolution(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, IntSpan output_padding, int64_t groups) {
  static const Op& op = Registry::get().at("convolution");
  const Value args[9] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(dilation), cell(transposed), cell(output_padding), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv_input_grad(const Tensor& grad_output, const Tensor& weight, IntSpan input_size, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, int64_t groups) {
  static const Op& op = Registry::get().at("conv_input_grad");
  const Value args[8] = {cell(grad_output), cell(weight), cell(input_size), cell(stride), cell(padding), cell(dilation), cell(transposed), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv_weight_grad(const Tensor& grad_output, const Tensor& input, IntSpan weight_size, IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed, int64_t groups) {
  static const Op& op = Registry::get().at("conv_weight_grad");
  const Value args[8] = {cell(grad_output), cell(input), cell(weight_size), cell(stride), cell(padding), cell(dilation), cell(transposed), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
