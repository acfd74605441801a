// Generated from core/ops/linalg_det.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_det.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor> _linalg_det(const Tensor& A) {
  static const Op& op = Registry::get().at("_linalg_det");
  const Value args[1] = {cell(A)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

Tensor linalg_det(const Tensor& A) {
  static const Op& op = Registry::get().at("linalg_det");
  const Value args[1] = {cell(A)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_slogdet(const Tensor& A) {
  static const Op& op = Registry::get().at("_linalg_slogdet");
  const Value args[1] = {cell(A)};
  Value rets[4];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor(), rets[3].take_tensor()};
}

std::tuple<Tensor, Tensor> linalg_slogdet(const Tensor& A) {
  static const Op& op = Registry::get().at("linalg_slogdet");
  const Value args[1] = {cell(A)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> slogdet(const Tensor& input) {
  static const Op& op = Registry::get().at("slogdet");
  const Value args[1] = {cell(input)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor logdet(const Tensor& input) {
  static const Op& op = Registry::get().at("logdet");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
