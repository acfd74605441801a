// Generated from core/ops/linalg_lstsq.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/linalg_lstsq.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_lstsq(const Tensor& input, const Tensor& B, std::optional<double> rcond, std::optional<std::string_view> driver) {
  static const Op& op = Registry::get().at("_linalg_lstsq");
  const Value args[4] = {cell(input), cell(B), cell(rcond), cell(driver)};
  Value rets[4];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor(), rets[3].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor, Tensor> linalg_lstsq(const Tensor& input, const Tensor& B, std::optional<double> rcond, std::optional<std::string_view> driver) {
  static const Op& op = Registry::get().at("linalg_lstsq");
  const Value args[4] = {cell(input), cell(B), cell(rcond), cell(driver)};
  Value rets[4];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor(), rets[3].take_tensor()};
}

}  // namespace tenon
