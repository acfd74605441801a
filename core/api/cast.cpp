// Generated from core/ops/cast.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/cast.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor to(const Tensor& input, std::optional<DType> dtype, std::optional<Device> device, bool non_blocking, bool copy, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("to");
  const Value args[6] = {cell(input), cell(dtype), cell(device), cell(non_blocking), cell(copy), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor type_as(const Tensor& input, const Tensor& other) {
  static const Op& op = Registry::get().at("type_as");
  const Value args[2] = {cell(input), cell(other)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor float_fn(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("float");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor double_fn(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("double");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor half(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("half");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bfloat16(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("bfloat16");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor byte(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("byte");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor char_fn(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("char");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor short_fn(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("short");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor int_fn(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("int");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor long_fn(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("long");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bool_fn(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("bool");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cfloat(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("cfloat");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cdouble(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("cdouble");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cpu(const Tensor& input, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("cpu");
  const Value args[2] = {cell(input), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
