// Generated from core/ops/linalg_qr.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_qr.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> linalg_qr(const Tensor& A, std::string_view mode) {
  static const Op& op = Registry::get().at("linalg_qr");
  const Value args[2] = {cell(A), cell(mode)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> qr(const Tensor& input, bool some) {
  static const Op& op = Registry::get().at("qr");
  const Value args[2] = {cell(input), cell(some)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

}  // namespace tenon
