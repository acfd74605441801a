// Generated from core/ops/linalg_ldl.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_ldl.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor> linalg_ldl_factor_ex(const Tensor& input, bool hermitian, bool check_errors) {
  static const Op& op = Registry::get().at("linalg_ldl_factor_ex");
  const Value args[3] = {cell(input), cell(hermitian), cell(check_errors)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor> linalg_ldl_factor(const Tensor& input, bool hermitian) {
  static const Op& op = Registry::get().at("linalg_ldl_factor");
  const Value args[2] = {cell(input), cell(hermitian)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor linalg_ldl_solve(const Tensor& LD, const Tensor& pivots, const Tensor& B, bool hermitian) {
  static const Op& op = Registry::get().at("linalg_ldl_solve");
  const Value args[4] = {cell(LD), cell(pivots), cell(B), cell(hermitian)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
