// Generated from core/ops/view.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/view.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor as_strided(const Tensor& input, IntSpan size, IntSpan stride, std::optional<int64_t> storage_offset) {
  static const Op& op = Registry::get().at("as_strided");
  const Value args[4] = {cell(input), cell(size), cell(stride), cell(storage_offset)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor as_strided_view(const Tensor& input, IntSpan size, IntSpan stride, int64_t offset, IntSpan in_size, IntSpan in_stride, int64_t in_offset) {
  static const Op& op = Registry::get().at("as_strided_view");
  const Value args[7] = {cell(input), cell(size), cell(stride), cell(offset), cell(in_size), cell(in_stride), cell(in_offset)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor detach(const Tensor& input) {
  static const Op& op = Registry::get().at("detach");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor view(const Tensor& input, IntSpan size) {
  static const Op& op = Registry::get().at("view");
  const Value args[2] = {cell(input), cell(size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor reshape(const Tensor& input, IntSpan shape) {
  static const Op& op = Registry::get().at("reshape");
  const Value args[2] = {cell(input), cell(shape)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor expand(const Tensor& input, IntSpan size, bool implicit) {
  static const Op& op = Registry::get().at("expand");
  const Value args[3] = {cell(input), cell(size), cell(implicit)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
