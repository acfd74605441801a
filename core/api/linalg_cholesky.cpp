// Generated from core/ops/linalg_cholesky.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_cholesky.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> linalg_cholesky_ex(const Tensor& input, bool upper, bool check_errors) {
  static const Op& op = Registry::get().at("linalg_cholesky_ex");
  const Value args[3] = {cell(input), cell(upper), cell(check_errors)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor linalg_cholesky(const Tensor& input, bool upper) {
  static const Op& op = Registry::get().at("linalg_cholesky");
  const Value args[2] = {cell(input), cell(upper)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cholesky(const Tensor& input, bool upper) {
  static const Op& op = Registry::get().at("cholesky");
  const Value args[2] = {cell(input), cell(upper)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cholesky_inverse(const Tensor& input, bool upper) {
  static const Op& op = Registry::get().at("cholesky_inverse");
  const Value args[2] = {cell(input), cell(upper)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cholesky_solve(const Tensor& input, const Tensor& input2, bool upper) {
  static const Op& op = Registry::get().at("cholesky_solve");
  const Value args[3] = {cell(input), cell(input2), cell(upper)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
