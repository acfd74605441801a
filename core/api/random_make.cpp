// Generated from core/ops/random_make.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/random_make.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor rand(IntSpan size, Generator* generator, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("rand");
  const Value args[6] = {cell(size), cell(generator), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor randn(IntSpan size, Generator* generator, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("randn");
  const Value args[6] = {cell(size), cell(generator), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor randint(int64_t high, IntSpan size, Generator* generator, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("randint");
  const Value args[7] = {cell(high), cell(size), cell(generator), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor randint_low(int64_t low, int64_t high, IntSpan size, Generator* generator, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("randint.low");
  const Value args[8] = {cell(low), cell(high), cell(size), cell(generator), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor randperm(int64_t n, Generator* generator, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("randperm");
  const Value args[6] = {cell(n), cell(generator), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rand_like(const Tensor& input, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("rand_like");
  const Value args[6] = {cell(input), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor randn_like(const Tensor& input, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("randn_like");
  const Value args[6] = {cell(input), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor randint_like(const Tensor& input, int64_t high, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("randint_like");
  const Value args[7] = {cell(input), cell(high), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor randint_like_low(const Tensor& input, int64_t low, int64_t high, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory, std::optional<int64_t> memory_format) {
  static const Op& op = Registry::get().at("randint_like.low");
  const Value args[8] = {cell(input), cell(low), cell(high), cell(dtype), cell(layout), cell(device), cell(pin_memory), cell(memory_format)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor normal(const Tensor& mean, double std_, Generator* generator) {
  static const Op& op = Registry::get().at("normal");
  const Value args[3] = {cell(mean), cell(std_), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor normal_float_tensor(double mean, const Tensor& std_, Generator* generator) {
  static const Op& op = Registry::get().at("normal.float_tensor");
  const Value args[3] = {cell(mean), cell(std_), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor normal_tensor_tensor(const Tensor& mean, const Tensor& std_, Generator* generator) {
  static const Op& op = Registry::get().at("normal.tensor_tensor");
  const Value args[3] = {cell(mean), cell(std_), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor normal_size(double mean, double std_, IntSpan size, Generator* generator, std::optional<DType> dtype, std::optional<int64_t> layout, std::optional<Device> device, std::optional<bool> pin_memory) {
  static const Op& op = Registry::get().at("normal.size");
  const Value args[8] = {cell(mean), cell(std_), cell(size), cell(generator), cell(dtype), cell(layout), cell(device), cell(pin_memory)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bernoulli(const Tensor& input, Generator* generator) {
  static const Op& op = Registry::get().at("bernoulli");
  const Value args[2] = {cell(input), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bernoulli_p(const Tensor& input, double p, Generator* generator) {
  static const Op& op = Registry::get().at("bernoulli.p");
  const Value args[3] = {cell(input), cell(p), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor multinomial(const Tensor& input, int64_t num_samples, bool replacement, Generator* generator) {
  static const Op& op = Registry::get().at("multinomial");
  const Value args[4] = {cell(input), cell(num_samples), cell(replacement), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
