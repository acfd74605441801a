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

std::vector<Tensor> unravel_index(const Tensor& indices, IntSpan shape) {
  static const Op& op = Registry::get().at("unravel_index");
  const Value args[2] = {cell(indices), cell(shape)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
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

Tensor trace(const Tensor& input) {
  static const Op& op = Registry::get().at("trace");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tensordot(const Tensor& a, const Tensor& b, const Value& dims) {
  static const Op& op = Registry::get().at("tensordot");
  const Value args[3] = {cell(a), cell(b), cell(dims)};
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

Tensor diagflat(const Tensor& input, int64_t offset) {
  static const Op& op = Registry::get().at("diagflat");
  const Value args[2] = {cell(input), cell(offset)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
