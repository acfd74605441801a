// Generated from core/ops/gradient.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/gradient.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::vector<Tensor> gradient(const Tensor& input, const Value& spacing, const Value& dim, int64_t edge_order) {
  static const Op& op = Registry::get().at("gradient");
  const Value args[4] = {cell(input), cell(spacing), cell(dim), cell(edge_order)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

}  // namespace tenon
