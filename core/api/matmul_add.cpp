// Generated from core/ops/matmul_add.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/matmul_add.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor addmm(const Tensor& input, const Tensor& mat1, const Tensor& mat2, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("addmm");
  const Value args[5] = {cell(input), cell(mat1), cell(mat2), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addmm_(const Tensor& input, const Tensor& mat1, const Tensor& mat2, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("addmm_");
  const Value args[5] = {cell(input), cell(mat1), cell(mat2), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addmv(const Tensor& input, const Tensor& mat, const Tensor& vec, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("addmv");
  const Value args[5] = {cell(input), cell(mat), cell(vec), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addmv_(const Tensor& input, const Tensor& mat, const Tensor& vec, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("addmv_");
  const Value args[5] = {cell(input), cell(mat), cell(vec), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor baddbmm(const Tensor& input, const Tensor& batch1, const Tensor& batch2, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("baddbmm");
  const Value args[5] = {cell(input), cell(batch1), cell(batch2), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor baddbmm_(const Tensor& input, const Tensor& batch1, const Tensor& batch2, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("baddbmm_");
  const Value args[5] = {cell(input), cell(batch1), cell(batch2), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addbmm(const Tensor& input, const Tensor& batch1, const Tensor& batch2, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("addbmm");
  const Value args[5] = {cell(input), cell(batch1), cell(batch2), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addbmm_(const Tensor& input, const Tensor& batch1, const Tensor& batch2, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("addbmm_");
  const Value args[5] = {cell(input), cell(batch1), cell(batch2), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor outer(const Tensor& input, const Tensor& vec2) {
  static const Op& op = Registry::get().at("outer");
  const Value args[2] = {cell(input), cell(vec2)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addr(const Tensor& input, const Tensor& vec1, const Tensor& vec2, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("addr");
  const Value args[5] = {cell(input), cell(vec1), cell(vec2), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor addr_(const Tensor& input, const Tensor& vec1, const Tensor& vec2, Scalar beta, Scalar alpha) {
  static const Op& op = Registry::get().at("addr_");
  const Value args[5] = {cell(input), cell(vec1), cell(vec2), cell(beta), cell(alpha)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
