// Generated from core/ops/linalg_norms.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_norms.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor linalg_matrix_norm(const Tensor& input, const Value& ord, IntSpan dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("linalg_matrix_norm");
  const Value args[5] = {cell(input), cell(ord), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_norm(const Tensor& input, const Value& ord, std::optional<IntSpan> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("linalg_norm");
  const Value args[5] = {cell(input), cell(ord), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_cond(const Tensor& input, const Value& p) {
  static const Op& op = Registry::get().at("linalg_cond");
  const Value args[2] = {cell(input), cell(p)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
