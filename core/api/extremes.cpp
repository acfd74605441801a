// Generated from core/ops/extremes.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/extremes.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor max(const Tensor& input) {
  static const Op& op = Registry::get().at("max");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor max_other(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("max.other");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> max_dim(const Tensor& input, int64_t dim, bool keepdim) {
  static const Op& op = Registry::get().at("max.dim");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor min(const Tensor& input) {
  static const Op& op = Registry::get().at("min");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor min_other(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("min.other");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> min_dim(const Tensor& input, int64_t dim, bool keepdim) {
  static const Op& op = Registry::get().at("min.dim");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor argmax(const Tensor& input, std::optional<int64_t> dim, bool keepdim) {
  static const Op& op = Registry::get().at("argmax");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor argmin(const Tensor& input, std::optional<int64_t> dim, bool keepdim) {
  static const Op& op = Registry::get().at("argmin");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> aminmax(const Tensor& input, std::optional<int64_t> dim, bool keepdim) {
  static const Op& op = Registry::get().at("aminmax");
  const Value args[3] = {cell(input), cell(dim), cell(keepdim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

}  // namespace tenon
