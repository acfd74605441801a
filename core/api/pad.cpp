// Generated from core/ops/pad.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/pad.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor constant_pad(const Tensor& input, IntSpan pad, Scalar value) {
  static const Op& op = Registry::get().at("constant_pad");
  const Value args[3] = {cell(input), cell(pad), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pad_copy(const Tensor& input, IntSpan pad, std::string_view mode) {
  static const Op& op = Registry::get().at("pad_copy");
  const Value args[3] = {cell(input), cell(pad), cell(mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pad_copy_backward(const Tensor& grad_output, IntSpan input_size, IntSpan pad, std::string_view mode) {
  static const Op& op = Registry::get().at("pad_copy_backward");
  const Value args[4] = {cell(grad_output), cell(input_size), cell(pad), cell(mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pad(const Tensor& input, IntSpan pad, std::string_view mode, std::optional<double> value) {
  static const Op& op = Registry::get().at("pad");
  const Value args[4] = {cell(input), cell(pad), cell(mode), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
