// Generated from core/ops/statistics.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/statistics.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor cov(const Tensor& input, int64_t correction, const Tensor& fweights, const Tensor& aweights) {
  static const Op& op = Registry::get().at("cov");
  const Value args[4] = {cell(input), cell(correction), cell(fweights), cell(aweights)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor corrcoef(const Tensor& input) {
  static const Op& op = Registry::get().at("corrcoef");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor trapezoid_x(const Tensor& y, const Tensor& x, int64_t dim) {
  static const Op& op = Registry::get().at("trapezoid.x");
  const Value args[3] = {cell(y), cell(x), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor trapezoid_dx(const Tensor& y, Scalar dx, int64_t dim) {
  static const Op& op = Registry::get().at("trapezoid.dx");
  const Value args[3] = {cell(y), cell(dx), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cumulative_trapezoid_x(const Tensor& y, const Tensor& x, int64_t dim) {
  static const Op& op = Registry::get().at("cumulative_trapezoid.x");
  const Value args[3] = {cell(y), cell(x), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cumulative_trapezoid_dx(const Tensor& y, Scalar dx, int64_t dim) {
  static const Op& op = Registry::get().at("cumulative_trapezoid.dx");
  const Value args[3] = {cell(y), cell(dx), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
