// Generated from core/ops/random_make.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor rand(IntSpan size, Generator* generator = nullptr, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor randn(IntSpan size, Generator* generator = nullptr, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor randint(int64_t high, IntSpan size, Generator* generator = nullptr, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor randint_low(int64_t low, int64_t high, IntSpan size, Generator* generator = nullptr, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor randperm(int64_t n, Generator* generator = nullptr, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor rand_like(const Tensor& input, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);
Tensor randn_like(const Tensor& input, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);
Tensor randint_like(const Tensor& input, int64_t high, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);
Tensor randint_like_low(const Tensor& input, int64_t low, int64_t high, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);
Tensor normal(const Tensor& mean, double std_ = 1, Generator* generator = nullptr);
Tensor normal_float_tensor(double mean, const Tensor& std_, Generator* generator = nullptr);
Tensor normal_tensor_tensor(const Tensor& mean, const Tensor& std_, Generator* generator = nullptr);
Tensor normal_size(double mean, double std_, IntSpan size, Generator* generator = nullptr, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor bernoulli(const Tensor& input, Generator* generator = nullptr);
Tensor bernoulli_p(const Tensor& input, double p, Generator* generator = nullptr);
Tensor multinomial(const Tensor& input, int64_t num_samples, bool replacement = false, Generator* generator = nullptr);

}  // namespace tenon
