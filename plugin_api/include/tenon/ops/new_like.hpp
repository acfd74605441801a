// Generated from core/ops/new_like.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor new_empty(const Tensor& input, IntSpan size, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"new_empty", Tensor>(input, size, dtype, layout, device, pin_memory); }
inline Tensor new_empty_strided(const Tensor& input, IntSpan size, IntSpan stride, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"new_empty_strided", Tensor>(input, size, stride, dtype, layout, device, pin_memory); }
inline Tensor new_full(const Tensor& input, IntSpan size, const Value& fill_value, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"new_full", Tensor>(input, size, fill_value, dtype, layout, device, pin_memory); }
inline Tensor new_zeros(const Tensor& input, IntSpan size, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"new_zeros", Tensor>(input, size, dtype, layout, device, pin_memory); }
inline Tensor new_ones(const Tensor& input, IntSpan size, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"new_ones", Tensor>(input, size, dtype, layout, device, pin_memory); }
inline Tensor scalar_tensor(const Value& s, std::optional<DType> dtype = {}, std::optional<int64_t> layout = {}, std::optional<Device> device = {}, std::optional<bool> pin_memory = {}) { return call<"scalar_tensor", Tensor>(s, dtype, layout, device, pin_memory); }

}  // namespace ops
TN_NAMESPACE_END
