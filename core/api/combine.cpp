// Generated from core/ops/combine.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/combine.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor block_diag(TensorSpan tensors) {
  static const Op& op = Registry::get().at("block_diag");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cartesian_prod(TensorSpan tensors) {
  static const Op& op = Registry::get().at("cartesian_prod");
  const Value args[1] = {cell(tensors)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor combinations(const Tensor& input, int64_t r, bool with_replacement) {
  static const Op& op = Registry::get().at("combinations");
  const Value args[3] = {cell(input), cell(r), cell(with_replacement)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
