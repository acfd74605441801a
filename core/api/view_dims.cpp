// Generated from core/ops/view_dims.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/view_dims.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor transpose(const Tensor& input, int64_t dim0, int64_t dim1) {
  static const Op& op = Registry::get().at("transpose");
  const Value args[3] = {cell(input), cell(dim0), cell(dim1)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor swapaxes(const Tensor& input, int64_t axis0, int64_t axis1) {
  static const Op& op = Registry::get().at("swapaxes");
  const Value args[3] = {cell(input), cell(axis0), cell(axis1)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor swapdims(const Tensor& input, int64_t dim0, int64_t dim1) {
  static const Op& op = Registry::get().at("swapdims");
  const Value args[3] = {cell(input), cell(dim0), cell(dim1)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor t(const Tensor& input) {
  static const Op& op = Registry::get().at("t");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor mT(const Tensor& input) {
  static const Op& op = Registry::get().at("mT");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor numpy_T(const Tensor& input) {
  static const Op& op = Registry::get().at("numpy_T");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor permute(const Tensor& input, IntSpan dims) {
  static const Op& op = Registry::get().at("permute");
  const Value args[2] = {cell(input), cell(dims)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor movedim(const Tensor& input, IntSpan source, IntSpan destination) {
  static const Op& op = Registry::get().at("movedim");
  const Value args[3] = {cell(input), cell(source), cell(destination)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor unsqueeze(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("unsqueeze");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze(const Tensor& input) {
  static const Op& op = Registry::get().at("squeeze");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze_dim(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("squeeze.dim");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze_dims(const Tensor& input, IntSpan dim) {
  static const Op& op = Registry::get().at("squeeze.dims");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
