// Generated from core/ops/search.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/search.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor searchsorted(const Tensor& sorted_sequence, const Tensor& input, bool out_int32, bool right, std::optional<std::string_view> side, const Tensor& sorter) {
  static const Op& op = Registry::get().at("searchsorted");
  const Value args[6] = {cell(sorted_sequence), cell(input), cell(out_int32), cell(right), cell(side), cell(sorter)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor searchsorted_scalar(const Tensor& sorted_sequence, Scalar input, bool out_int32, bool right, std::optional<std::string_view> side, const Tensor& sorter) {
  static const Op& op = Registry::get().at("searchsorted.scalar");
  const Value args[6] = {cell(sorted_sequence), cell(input), cell(out_int32), cell(right), cell(side), cell(sorter)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bucketize(const Tensor& input, const Tensor& boundaries, bool out_int32, bool right) {
  static const Op& op = Registry::get().at("bucketize");
  const Value args[4] = {cell(input), cell(boundaries), cell(out_int32), cell(right)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bucketize_scalar(Scalar input, const Tensor& boundaries, bool out_int32, bool right) {
  static const Op& op = Registry::get().at("bucketize.scalar");
  const Value args[4] = {cell(input), cell(boundaries), cell(out_int32), cell(right)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
