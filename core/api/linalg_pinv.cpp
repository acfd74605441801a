// Generated from core/ops/linalg_pinv.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_pinv.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor linalg_pinv(const Tensor& input, const Operand& atol, const Operand& rtol, bool hermitian) {
  static const Op& op = Registry::get().at("linalg_pinv");
  const Value args[4] = {cell(input), cell(atol), cell(rtol), cell(hermitian)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_pinv_rcond(const Tensor& input, const Operand& rcond, bool hermitian) {
  static const Op& op = Registry::get().at("linalg_pinv.rcond");
  const Value args[3] = {cell(input), cell(rcond), cell(hermitian)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pinverse(const Tensor& input, double rcond) {
  static const Op& op = Registry::get().at("pinverse");
  const Value args[2] = {cell(input), cell(rcond)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_matrix_rank(const Tensor& input, const Operand& atol, const Operand& rtol, bool hermitian) {
  static const Op& op = Registry::get().at("linalg_matrix_rank");
  const Value args[4] = {cell(input), cell(atol), cell(rtol), cell(hermitian)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_matrix_rank_tol(const Tensor& input, const Operand& tol, bool hermitian) {
  static const Op& op = Registry::get().at("linalg_matrix_rank.tol");
  const Value args[3] = {cell(input), cell(tol), cell(hermitian)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
