// Generated from core/ops/linalg_svd.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_svd.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor> _linalg_svd(const Tensor& A, bool full_matrices, bool compute_uv, std::optional<std::string_view> driver) {
  static const Op& op = Registry::get().at("_linalg_svd");
  const Value args[4] = {cell(A), cell(full_matrices), cell(compute_uv), cell(driver)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> linalg_svd(const Tensor& A, bool full_matrices, std::optional<std::string_view> driver) {
  static const Op& op = Registry::get().at("linalg_svd");
  const Value args[3] = {cell(A), cell(full_matrices), cell(driver)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

Tensor linalg_svdvals(const Tensor& A, std::optional<std::string_view> driver) {
  static const Op& op = Registry::get().at("linalg_svdvals");
  const Value args[2] = {cell(A), cell(driver)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor, Tensor> svd(const Tensor& input, bool some, bool compute_uv) {
  static const Op& op = Registry::get().at("svd");
  const Value args[3] = {cell(input), cell(some), cell(compute_uv)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

}  // namespace tenon
