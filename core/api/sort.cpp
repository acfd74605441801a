// Generated from core/ops/sort.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/sort.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> sort(const Tensor& input, int64_t dim, bool descending) {
  static const Op& op = Registry::get().at("sort");
  const Value args[3] = {cell(input), cell(dim), cell(descending)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> sort_stable(const Tensor& input, std::optional<bool> stable, int64_t dim, bool descending) {
  static const Op& op = Registry::get().at("sort.stable");
  const Value args[4] = {cell(input), cell(stable), cell(dim), cell(descending)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor argsort(const Tensor& input, int64_t dim, bool descending, bool stable) {
  static const Op& op = Registry::get().at("argsort");
  const Value args[4] = {cell(input), cell(dim), cell(descending), cell(stable)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor msort(const Tensor& input) {
  static const Op& op = Registry::get().at("msort");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> topk(const Tensor& input, int64_t k, int64_t dim, bool largest, bool sorted) {
  static const Op& op = Registry::get().at("topk");
  const Value args[5] = {cell(input), cell(k), cell(dim), cell(largest), cell(sorted)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> kthvalue(const Tensor& input, int64_t k, int64_t dim, bool keepdim) {
  static const Op& op = Registry::get().at("kthvalue");
  const Value args[4] = {cell(input), cell(k), cell(dim), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor median(const Tensor& input) {
  static const Op& op = Registry::get().at("median");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> median_dim(const Tensor& input, int64_t dim, bool keepdim) {
  static const Op& op = Registry::get().at("median.dim");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor nanmedian(const Tensor& input) {
  static const Op& op = Registry::get().at("nanmedian");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> nanmedian_dim(const Tensor& input, int64_t dim, bool keepdim) {
  static const Op& op = Registry::get().at("nanmedian.dim");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> mode(const Tensor& input, int64_t dim, bool keepdim) {
  static const Op& op = Registry::get().at("mode");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

}  // namespace tenon
