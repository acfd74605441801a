// Generated from core/ops/linalg_lu.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_lu.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor> linalg_lu_factor_ex(const Tensor& A, bool pivot, bool check_errors) {
  static const Op& op = Registry::get().at("linalg_lu_factor_ex");
  const Value args[3] = {cell(A), cell(pivot), cell(check_errors)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor> linalg_lu_factor(const Tensor& A, bool pivot) {
  static const Op& op = Registry::get().at("linalg_lu_factor");
  const Value args[2] = {cell(A), cell(pivot)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> linalg_lu(const Tensor& A, bool pivot) {
  static const Op& op = Registry::get().at("linalg_lu");
  const Value args[2] = {cell(A), cell(pivot)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> lu_unpack(const Tensor& LU_data, const Tensor& LU_pivots, bool unpack_data, bool unpack_pivots) {
  static const Op& op = Registry::get().at("lu_unpack");
  const Value args[4] = {cell(LU_data), cell(LU_pivots), cell(unpack_data), cell(unpack_pivots)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

Tensor linalg_lu_solve(const Tensor& LU, const Tensor& pivots, const Tensor& B, bool left, bool adjoint) {
  static const Op& op = Registry::get().at("linalg_lu_solve");
  const Value args[5] = {cell(LU), cell(pivots), cell(B), cell(left), cell(adjoint)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor lu_solve(const Tensor& input, const Tensor& LU_data, const Tensor& LU_pivots) {
  static const Op& op = Registry::get().at("lu_solve");
  const Value args[3] = {cell(input), cell(LU_data), cell(LU_pivots)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
