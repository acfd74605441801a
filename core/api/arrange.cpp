// Generated from core/ops/arrange.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/arrange.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor diagflat(const Tensor& input, int64_t offset) {
  static const Op& op = Registry::get().at("diagflat");
  const Value args[2] = {cell(input), cell(offset)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::vector<Tensor> unravel_index(const Tensor& indices, IntSpan shape) {
  static const Op& op = Registry::get().at("unravel_index");
  const Value args[2] = {cell(indices), cell(shape)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

}  // namespace tenon
