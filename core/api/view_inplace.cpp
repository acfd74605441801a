// Generated from core/ops/view_inplace.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/view_inplace.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor t_(const Tensor& input) {
  static const Op& op = Registry::get().at("t_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor transpose_(const Tensor& input, int64_t dim0, int64_t dim1) {
  static const Op& op = Registry::get().at("transpose_");
  const Value args[3] = {cell(input), cell(dim0), cell(dim1)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor swapaxes_(const Tensor& input, int64_t axis0, int64_t axis1) {
  static const Op& op = Registry::get().at("swapaxes_");
  const Value args[3] = {cell(input), cell(axis0), cell(axis1)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor swapdims_(const Tensor& input, int64_t dim0, int64_t dim1) {
  static const Op& op = Registry::get().at("swapdims_");
  const Value args[3] = {cell(input), cell(dim0), cell(dim1)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor unsqueeze_(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("unsqueeze_");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze_(const Tensor& input) {
  static const Op& op = Registry::get().at("squeeze_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze__dim(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("squeeze_.dim");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze__dims(const Tensor& input, IntSpan dim) {
  static const Op& op = Registry::get().at("squeeze_.dims");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
