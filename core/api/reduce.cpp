// Generated from core/ops/reduce.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/reduce.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor sum(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("sum");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sum_to_size(const Tensor& input, IntSpan size) {
  static const Op& op = Registry::get().at("sum_to_size");
  const Value args[2] = {cell(input), cell(size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
