// Generated from core/ops/reduce.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/reduce.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor sum(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("sum");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor sum_to_size(const Tensor& input, IntSpan size) {
  static const Op& op = Registry::get().at("sum_to_size");
  const Value args[2] = {cell(input), cell(size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mean(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("mean");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nansum(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("nansum");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nanmean(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("nanmean");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor prod(const Tensor& input, std::optional<int64_t> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("prod");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor amax(const Tensor& input, std::optional<IntSpan> dim, bool keepdim) {
  static const Op& op = Registry::get().at("amax");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor amin(const Tensor& input, std::optional<IntSpan> dim, bool keepdim) {
  static const Op& op = Registry::get().at("amin");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor any(const Tensor& input, std::optional<IntSpan> dim, bool keepdim) {
  static const Op& op = Registry::get().at("any");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor all(const Tensor& input, std::optional<IntSpan> dim, bool keepdim) {
  static const Op& op = Registry::get().at("all");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor count_nonzero(const Tensor& input, std::optional<IntSpan> dim) {
  static const Op& op = Registry::get().at("count_nonzero");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor var(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<Scalar> correction) {
  static const Op& op = Registry::get().at("var");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(correction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor std_fn(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<Scalar> correction) {
  static const Op& op = Registry::get().at("std");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(correction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> var_mean(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<Scalar> correction) {
  static const Op& op = Registry::get().at("var_mean");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(correction)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> std_mean(const Tensor& input, std::optional<IntSpan> dim, bool keepdim, std::optional<Scalar> correction) {
  static const Op& op = Registry::get().at("std_mean");
  const Value args[4] = {cell(input), cell(dim), cell(keepdim), cell(correction)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor vector_norm(const Tensor& x, Scalar ord, std::optional<IntSpan> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("vector_norm");
  const Value args[5] = {cell(x), cell(ord), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor norm(const Tensor& input, const Value& p, std::optional<IntSpan> dim, bool keepdim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("norm");
  const Value args[5] = {cell(input), cell(p), cell(dim), cell(keepdim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logsumexp(const Tensor& input, IntSpan dim, bool keepdim) {
  static const Op& op = Registry::get().at("logsumexp");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
