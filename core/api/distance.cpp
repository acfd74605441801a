// Generated from core/ops/distance.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/distance.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor _cdist_forward(const Tensor& x1, const Tensor& x2, double p, std::optional<int64_t> compute_mode) {
  static const Op& op = Registry::get().at("_cdist_forward");
  const Value args[4] = {cell(x1), cell(x2), cell(p), cell(compute_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cdist(const Tensor& x1, const Tensor& x2, double p, std::string_view compute_mode) {
  static const Op& op = Registry::get().at("cdist");
  const Value args[4] = {cell(x1), cell(x2), cell(p), cell(compute_mode)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor pdist(const Tensor& input, double p) {
  static const Op& op = Registry::get().at("pdist");
  const Value args[2] = {cell(input), cell(p)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor dist(const Tensor& input, const Tensor& other, double p) {
  static const Op& op = Registry::get().at("dist");
  const Value args[3] = {cell(input), cell(other), cell(p)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor renorm(const Tensor& input, Scalar p, int64_t dim, Scalar maxnorm) {
  static const Op& op = Registry::get().at("renorm");
  const Value args[4] = {cell(input), cell(p), cell(dim), cell(maxnorm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor renorm_(const Tensor& input, Scalar p, int64_t dim, Scalar maxnorm) {
  static const Op& op = Registry::get().at("renorm_");
  const Value args[4] = {cell(input), cell(p), cell(dim), cell(maxnorm)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
