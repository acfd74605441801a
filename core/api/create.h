// Generated from core/ops/create.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor empty(IntSpan size, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);
Tensor empty_strided(IntSpan size, IntSpan stride, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> requires_grad = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor full(IntSpan size, Scalar fill_value, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor zeros(IntSpan size, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor ones(IntSpan size, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor empty_like(const Tensor& input, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);
Tensor full_like(const Tensor& input, Scalar fill_value, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);
Tensor zeros_like(const Tensor& input, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);
Tensor ones_like(const Tensor& input, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt, std::optional<int64_t> memory_format = std::nullopt);

}  // namespace tenon
