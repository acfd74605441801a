// Generated from core/ops/softmax.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/softmax.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor softmax(const Tensor& input, int64_t dim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("softmax");
  const Value args[3] = {cell(input), cell(dim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor safe_softmax(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("safe_softmax");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor softmax_backward(const Tensor& grad_output, const Tensor& output, int64_t dim) {
  static const Op& op = Registry::get().at("softmax_backward");
  const Value args[3] = {cell(grad_output), cell(output), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log_softmax(const Tensor& input, int64_t dim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("log_softmax");
  const Value args[3] = {cell(input), cell(dim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log_softmax_backward(const Tensor& grad_output, const Tensor& output, int64_t dim) {
  static const Op& op = Registry::get().at("log_softmax_backward");
  const Value args[3] = {cell(grad_output), cell(output), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor softmin(const Tensor& input, int64_t dim, std::optional<DType> dtype) {
  static const Op& op = Registry::get().at("softmin");
  const Value args[3] = {cell(input), cell(dim), cell(dtype)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
