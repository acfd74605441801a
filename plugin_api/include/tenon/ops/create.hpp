// Generated from core/ops/create.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor empty(IntSpan size, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"empty", Tensor>(size, dtype, layout, device, pin_memory, memory_format); }
inline Tensor empty_strided(IntSpan size, IntSpan stride, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> requires_grad = {}, std::optional<bool> pin_memory = {}) { return call<"empty_strided", Tensor>(size, stride, dtype, layout, device, requires_grad, pin_memory); }
inline Tensor full(IntSpan size, const Value& fill_value, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"full", Tensor>(size, fill_value, dtype, layout, device, pin_memory); }
inline Tensor zeros(IntSpan size, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"zeros", Tensor>(size, dtype, layout, device, pin_memory); }
inline Tensor ones(IntSpan size, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"ones", Tensor>(size, dtype, layout, device, pin_memory); }
inline Tensor empty_like(const Tensor& input, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"empty_like", Tensor>(input, dtype, layout, device, pin_memory, memory_format); }
inline Tensor full_like(const Tensor& input, const Value& fill_value, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"full_like", Tensor>(input, fill_value, dtype, layout, device, pin_memory, memory_format); }
inline Tensor zeros_like(const Tensor& input, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"zeros_like", Tensor>(input, dtype, layout, device, pin_memory, memory_format); }
inline Tensor ones_like(const Tensor& input, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}, std::optional<int64_t> memory_format = {}) { return call<"ones_like", Tensor>(input, dtype, layout, device, pin_memory, memory_format); }

}  // namespace ops
TN_NAMESPACE_END
