// Generated from core/ops/linalg_eig.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_eig.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> linalg_eig(const Tensor& input) {
  static const Op& op = Registry::get().at("linalg_eig");
  const Value args[1] = {cell(input)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor _linalg_eigvals(const Tensor& input) {
  static const Op& op = Registry::get().at("_linalg_eigvals");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_eigvals(const Tensor& input) {
  static const Op& op = Registry::get().at("linalg_eigvals");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> _linalg_eigh(const Tensor& A, std::string_view UPLO, bool compute_v) {
  static const Op& op = Registry::get().at("_linalg_eigh");
  const Value args[3] = {cell(A), cell(UPLO), cell(compute_v)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> linalg_eigh(const Tensor& input, std::string_view UPLO) {
  static const Op& op = Registry::get().at("linalg_eigh");
  const Value args[2] = {cell(input), cell(UPLO)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor linalg_eigvalsh(const Tensor& input, std::string_view UPLO) {
  static const Op& op = Registry::get().at("linalg_eigvalsh");
  const Value args[2] = {cell(input), cell(UPLO)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
