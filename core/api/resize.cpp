// Generated from core/ops/resize.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/resize.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor resize_(const Tensor& input, IntSpan size, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("resize_");
  const Value args[3] = {cell(input), cell(size), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor resize_as_(const Tensor& input, const Tensor& the_template, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("resize_as_");
  const Value args[3] = {cell(input), cell(the_template), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor set_(const Tensor& input, const Tensor& source) {
  static const Op& op = Registry::get().at("set_");
  const Value args[2] = {cell(input), cell(source)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
