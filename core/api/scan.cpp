// Generated from core/ops/scan.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/scan.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor cumsum(const Tensor& input, int64_t dim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("cumsum");
  const Value args[3] = {cell(input), cell(dim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cumsum_(const Tensor& input, int64_t dim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("cumsum_");
  const Value args[3] = {cell(input), cell(dim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cumprod(const Tensor& input, int64_t dim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("cumprod");
  const Value args[3] = {cell(input), cell(dim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cumprod_(const Tensor& input, int64_t dim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("cumprod_");
  const Value args[3] = {cell(input), cell(dim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logcumsumexp(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("logcumsumexp");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> cummax(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("cummax");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> cummin(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("cummin");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor diff(const Tensor& input, int64_t n, int64_t dim, const Tensor& prepend, const Tensor& append) {
  static const Op& op = Registry::get().at("diff");
  const Value args[5] = {cell(input), cell(n), cell(dim), cell(prepend), cell(append)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
