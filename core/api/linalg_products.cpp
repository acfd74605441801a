// Generated from core/ops/linalg_products.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_products.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor tensordot_dims(const Tensor& input, const Tensor& other, IntSpan dims_self, IntSpan dims_other) {
  static const Op& op = Registry::get().at("tensordot.dims");
  const Value args[4] = {cell(input), cell(other), cell(dims_self), cell(dims_other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor inner(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("inner");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor vdot(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("vdot");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_vecdot(const Tensor& x, const Tensor& y, int64_t dim) {
  static const Op& op = Registry::get().at("linalg_vecdot");
  const Value args[3] = {cell(x), cell(y), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_cross(const Tensor& input, const Tensor& other, int64_t dim) {
  static const Op& op = Registry::get().at("linalg_cross");
  const Value args[3] = {cell(input), cell(other), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cross(const Tensor& input, const Tensor& other, std::optional<int64_t> dim) {
  static const Op& op = Registry::get().at("cross");
  const Value args[3] = {cell(input), cell(other), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor kron(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("kron");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor trace(const Tensor& input) {
  static const Op& op = Registry::get().at("trace");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_diagonal(const Tensor& A, int64_t offset, int64_t dim1, int64_t dim2) {
  static const Op& op = Registry::get().at("linalg_diagonal");
  const Value args[4] = {cell(A), cell(offset), cell(dim1), cell(dim2)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_vander(const Tensor& x, std::optional<int64_t> N) {
  static const Op& op = Registry::get().at("linalg_vander");
  const Value args[2] = {cell(x), cell(N)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor vander(const Tensor& x, std::optional<int64_t> N, bool increasing) {
  static const Op& op = Registry::get().at("vander");
  const Value args[3] = {cell(x), cell(N), cell(increasing)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_tensorinv(const Tensor& input, int64_t ind) {
  static const Op& op = Registry::get().at("linalg_tensorinv");
  const Value args[2] = {cell(input), cell(ind)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linalg_tensorsolve(const Tensor& input, const Tensor& other, std::optional<IntSpan> dims) {
  static const Op& op = Registry::get().at("linalg_tensorsolve");
  const Value args[3] = {cell(input), cell(other), cell(dims)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
