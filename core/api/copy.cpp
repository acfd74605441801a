// Generated from core/ops/copy.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/copy.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor copy_(const Tensor& input, const Tensor& src, bool non_blocking) {
  static const Op& op = Registry::get().at("copy_");
  const Value args[3] = {cell(input), cell(src), cell(non_blocking)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor clone(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("clone");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor to_copy(const Tensor& input, DType dtype, std::optional<int64_t> memory_format, std::optional<Device> device) {
  static const Op& op = Registry::get().at("to_copy");
  const Value args[4] = {cell(input), cell(dtype), cell(memory_format), cell(device)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor contiguous(const Tensor& input, int64_t memory_format) {
  static const Op& op = Registry::get().at("contiguous");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fill_(const Tensor& input, const Operand& value) {
  static const Op& op = Registry::get().at("fill_");
  const Value args[2] = {cell(input), cell(value)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor zero_(const Tensor& input) {
  static const Op& op = Registry::get().at("zero_");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
