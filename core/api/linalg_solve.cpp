// Generated from core/ops/linalg_solve.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_solve.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_solve_ex(const Tensor& A, const Tensor& B, bool left, bool check_errors) {
  static const Op& op = Registry::get().at("_linalg_solve_ex");
  const Value args[4] = {cell(A), cell(B), cell(left), cell(check_errors)};
  Value rets[4];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor(), rets[3].take_tensor()};
}

std::tuple<Tensor, Tensor> linalg_solve_ex(const Tensor& A, const Tensor& B, bool left, bool check_errors) {
  static const Op& op = Registry::get().at("linalg_solve_ex");
  const Value args[4] = {cell(A), cell(B), cell(left), cell(check_errors)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor linalg_solve(const Tensor& A, const Tensor& B, bool left) {
  static const Op& op = Registry::get().at("linalg_solve");
  const Value args[3] = {cell(A), cell(B), cell(left)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> linalg_inv_ex(const Tensor& A, bool check_errors) {
  static const Op& op = Registry::get().at("linalg_inv_ex");
  const Value args[2] = {cell(A), cell(check_errors)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor linalg_inv(const Tensor& A) {
  static const Op& op = Registry::get().at("linalg_inv");
  const Value args[1] = {cell(A)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor inverse(const Tensor& input) {
  static const Op& op = Registry::get().at("inverse");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_solve_triangular(const Tensor& input, const Tensor& B, bool upper, bool left, bool unitriangular) {
  static const Op& op = Registry::get().at("linalg_solve_triangular");
  const Value args[5] = {cell(input), cell(B), cell(upper), cell(left), cell(unitriangular)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> triangular_solve(const Tensor& input, const Tensor& A, bool upper, bool transpose, bool unitriangular) {
  static const Op& op = Registry::get().at("triangular_solve");
  const Value args[5] = {cell(input), cell(A), cell(upper), cell(transpose), cell(unitriangular)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

}  // namespace tenon
