// Generated from core/ops/conv.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/conv.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor conv1d(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan dilation, int64_t groups) {
  static const Op& op = Registry::get().at("conv1d");
  const Value args[7] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(dilation), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv1d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, std::string_view padding, IntSpan dilation, int64_t groups) {
  static const Op& op = Registry::get().at("conv1d.padding");
  const Value args[7] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(dilation), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv_transpose1d(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan output_padding, int64_t groups, IntSpan dilation) {
  static const Op& op = Registry::get().at("conv_transpose1d");
  const Value args[8] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(output_padding), cell(groups), cell(dilation)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv2d(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan dilation, int64_t groups) {
  static const Op& op = Registry::get().at("conv2d");
  const Value args[7] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(dilation), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv2d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, std::string_view padding, IntSpan dilation, int64_t groups) {
  static const Op& op = Registry::get().at("conv2d.padding");
  const Value args[7] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(dilation), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv_transpose2d(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan output_padding, int64_t groups, IntSpan dilation) {
  static const Op& op = Registry::get().at("conv_transpose2d");
  const Value args[8] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(output_padding), cell(groups), cell(dilation)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv3d(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan dilation, int64_t groups) {
  static const Op& op = Registry::get().at("conv3d");
  const Value args[7] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(dilation), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv3d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, std::string_view padding, IntSpan dilation, int64_t groups) {
  static const Op& op = Registry::get().at("conv3d.padding");
  const Value args[7] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(dilation), cell(groups)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor conv_transpose3d(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride, IntSpan padding, IntSpan output_padding, int64_t groups, IntSpan dilation) {
  static const Op& op = Registry::get().at("conv_transpose3d");
  const Value args[8] = {cell(input), cell(weight), cell(bias), cell(stride), cell(padding), cell(output_padding), cell(groups), cell(dilation)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
