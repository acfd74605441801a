// Generated from core/ops/new_like.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor new_empty(const Tensor& input, IntSpan size, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor new_empty_strided(const Tensor& input, IntSpan size, IntSpan stride, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor new_full(const Tensor& input, IntSpan size, Scalar fill_value, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor new_zeros(const Tensor& input, IntSpan size, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor new_ones(const Tensor& input, IntSpan size, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);
Tensor scalar_tensor(Scalar s, std::optional<DType> dtype = std::nullopt, std::optional<int64_t> layout = std::nullopt, std::optional<Device> device = std::nullopt, std::optional<bool> pin_memory = std::nullopt);

}  // namespace tenon
