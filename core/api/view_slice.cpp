// Generated from core/ops/view_slice.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/view_slice.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor select(const Tensor& input, int64_t dim, int64_t index) {
  static const Op& op = Registry::get().at("select");
  const Value args[3] = {cell(input), cell(dim), cell(index)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor slice(const Tensor& input, int64_t dim, std::optional<int64_t> start, std::optional<int64_t> end, int64_t step) {
  static const Op& op = Registry::get().at("slice");
  const Value args[5] = {cell(input), cell(dim), cell(start), cell(end), cell(step)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor narrow(const Tensor& input, int64_t dim, int64_t start, int64_t length) {
  static const Op& op = Registry::get().at("narrow");
  const Value args[4] = {cell(input), cell(dim), cell(start), cell(length)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor narrow_Tensor(const Tensor& input, int64_t dim, const Tensor& start, int64_t length) {
  static const Op& op = Registry::get().at("narrow.Tensor");
  const Value args[4] = {cell(input), cell(dim), cell(start), cell(length)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor diagonal(const Tensor& input, int64_t offset, int64_t dim1, int64_t dim2) {
  static const Op& op = Registry::get().at("diagonal");
  const Value args[4] = {cell(input), cell(offset), cell(dim1), cell(dim2)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor unfold(const Tensor& input, int64_t dimension, int64_t size, int64_t step) {
  static const Op& op = Registry::get().at("unfold");
  const Value args[4] = {cell(input), cell(dimension), cell(size), cell(step)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
