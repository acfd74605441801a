// Generated from core/ops/create.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/create.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor empty(IntSpan size, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("empty");
  const Value args[6] = {cell(size), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor empty_strided(IntSpan size, IntSpan stride, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> requires_grad, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("empty_strided");
  const Value args[7] = {cell(size), cell(stride), cell(dtype), cell(layout), cell(device), cell(requires_grad), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor full(IntSpan size, Scalar fill_value, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("full");
  const Value args[6] = {cell(size), cell(fill_value), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor zeros(IntSpan size, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("zeros");
  const Value args[5] = {cell(size), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ones(IntSpan size, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("ones");
  const Value args[5] = {cell(size), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor empty_like(const Tensor& input, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("empty_like");
  const Value args[6] = {cell(input), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor full_like(const Tensor& input, Scalar fill_value, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("full_like");
  const Value args[7] = {cell(input), cell(fill_value), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor zeros_like(const Tensor& input, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("zeros_like");
  const Value args[6] = {cell(input), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ones_like(const Tensor& input, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("ones_like");
  const Value args[6] = {cell(input), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
