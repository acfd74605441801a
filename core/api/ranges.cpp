// Generated from core/ops/ranges.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/ranges.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor arange(Scalar end, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("arange");
  const Value args[5] = {cell(end), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor arange_start(Scalar start, Scalar end, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("arange.start");
  const Value args[6] = {cell(start), cell(end), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor arange_start_step(Scalar start, Scalar end, Scalar step, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("arange.start_step");
  const Value args[7] = {cell(start), cell(end), cell(step), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linspace(Scalar start, Scalar end, int64_t steps, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("linspace");
  const Value args[7] = {cell(start), cell(end), cell(steps), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor linspace_tensors(const Operand& start, const Operand& end, int64_t steps, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("linspace.tensors");
  const Value args[7] = {cell(start), cell(end), cell(steps), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logspace(Scalar start, Scalar end, int64_t steps, double base, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("logspace");
  const Value args[8] = {cell(start), cell(end), cell(steps), cell(base), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor logspace_tensors(const Operand& start, const Operand& end, int64_t steps, double base, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("logspace.tensors");
  const Value args[8] = {cell(start), cell(end), cell(steps), cell(base), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor eye(int64_t n, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("eye");
  const Value args[5] = {cell(n), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor eye_m(int64_t n, int64_t m, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("eye.m");
  const Value args[6] = {cell(n), cell(m), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tril_indices(int64_t row, int64_t col, int64_t offset, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("tril_indices");
  const Value args[7] = {cell(row), cell(col), cell(offset), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor triu_indices(int64_t row, int64_t col, int64_t offset, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("triu_indices");
  const Value args[7] = {cell(row), cell(col), cell(offset), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
