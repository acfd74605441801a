// Generated from core/ops/cast.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor to(const Tensor& input, std::optional<DType> dtype = std::nullopt, std::optional<Device> device = std::nullopt, bool non_blocking = false, bool copy = false, std::optional<int64_t> memory_format = std::nullopt);
Tensor type_as(const Tensor& input, const Tensor& other);
Tensor float_fn(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor double_fn(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor half(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor bfloat16(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor byte(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor char_fn(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor short_fn(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor int_fn(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor long_fn(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor bool_fn(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor cfloat(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor cdouble(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);
Tensor cpu(const Tensor& input, std::optional<int64_t> memory_format = std::nullopt);

}  // namespace tenon
