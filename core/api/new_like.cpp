// Generated from core/ops/new_like.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/new_like.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor new_empty(const Tensor& input, IntSpan size, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("new_empty");
  const Value args[6] = {cell(input), cell(size), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor new_empty_strided(const Tensor& input, IntSpan size, IntSpan stride, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("new_empty_strided");
  const Value args[7] = {cell(input), cell(size), cell(stride), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor new_full(const Tensor& input, IntSpan size, Scalar fill_value, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("new_full");
  const Value args[7] = {cell(input), cell(size), cell(fill_value), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor new_zeros(const Tensor& input, IntSpan size, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("new_zeros");
  const Value args[6] = {cell(input), cell(size), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor new_ones(const Tensor& input, IntSpan size, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("new_ones");
  const Value args[6] = {cell(input), cell(size), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scalar_tensor(Scalar s, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("scalar_tensor");
  const Value args[5] = {cell(s), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
