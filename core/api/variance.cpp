// Generated from core/ops/variance.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/variance.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor var_unbiased(const Tensor& input, bool unbiased) {
  static const Op& op = Registry::get().at("var.unbiased");
  const Value args[2] = {cell(input), cell(unbiased)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor var_dim(const Tensor& input, std::optional<IntSpan> dim, bool unbiased, bool keepdim) {
  static const Op& op = Registry::get().at("var.dim");
  const Value args[4] = {cell(input), cell(dim), cell(unbiased), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor std_fn_unbiased(const Tensor& input, bool unbiased) {
  static const Op& op = Registry::get().at("std.unbiased");
  const Value args[2] = {cell(input), cell(unbiased)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor std_fn_dim(const Tensor& input, std::optional<IntSpan> dim, bool unbiased, bool keepdim) {
  static const Op& op = Registry::get().at("std.dim");
  const Value args[4] = {cell(input), cell(dim), cell(unbiased), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> var_mean_unbiased(const Tensor& input, bool unbiased) {
  static const Op& op = Registry::get().at("var_mean.unbiased");
  const Value args[2] = {cell(input), cell(unbiased)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> var_mean_dim(const Tensor& input, std::optional<IntSpan> dim, bool unbiased, bool keepdim) {
  static const Op& op = Registry::get().at("var_mean.dim");
  const Value args[4] = {cell(input), cell(dim), cell(unbiased), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> std_mean_unbiased(const Tensor& input, bool unbiased) {
  static const Op& op = Registry::get().at("std_mean.unbiased");
  const Value args[2] = {cell(input), cell(unbiased)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> std_mean_dim(const Tensor& input, std::optional<IntSpan> dim, bool unbiased, bool keepdim) {
  static const Op& op = Registry::get().at("std_mean.dim");
  const Value args[4] = {cell(input), cell(dim), cell(unbiased), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

}  // namespace tenon
