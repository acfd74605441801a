// Generated from core/ops/quantile.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/quantile.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor quantile(const Tensor& input, double q, std::optional<int64_t> dim, bool keepdim, std::string_view interpolation) {
  static const Op& op = Registry::get().at("quantile");
  const Value args[5] = {cell(input), cell(q), cell(dim), cell(keepdim), cell(interpolation)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor quantile_tensor(const Tensor& input, const Tensor& q, std::optional<int64_t> dim, bool keepdim, std::string_view interpolation) {
  static const Op& op = Registry::get().at("quantile.tensor");
  const Value args[5] = {cell(input), cell(q), cell(dim), cell(keepdim), cell(interpolation)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nanquantile(const Tensor& input, double q, std::optional<int64_t> dim, bool keepdim, std::string_view interpolation) {
  static const Op& op = Registry::get().at("nanquantile");
  const Value args[5] = {cell(input), cell(q), cell(dim), cell(keepdim), cell(interpolation)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nanquantile_tensor(const Tensor& input, const Tensor& q, std::optional<int64_t> dim, bool keepdim, std::string_view interpolation) {
  static const Op& op = Registry::get().at("nanquantile.tensor");
  const Value args[5] = {cell(input), cell(q), cell(dim), cell(keepdim), cell(interpolation)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
