// Generated from core/ops/cast.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor to(const Tensor& input, std::optional<DType> dtype = {}, std::optional<Device> device = {}, bool non_blocking = false, bool copy = false, std::optional<int64_t> memory_format = {}) { return call<"to", Tensor>(input, dtype, device, non_blocking, copy, memory_format); }
inline Tensor type_as(const Tensor& input, const Tensor& other) { return call<"type_as", Tensor>(input, other); }
inline Tensor float_fn(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"float", Tensor>(input, memory_format); }
inline Tensor double_fn(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"double", Tensor>(input, memory_format); }
inline Tensor half(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"half", Tensor>(input, memory_format); }
inline Tensor bfloat16(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"bfloat16", Tensor>(input, memory_format); }
inline Tensor byte(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"byte", Tensor>(input, memory_format); }
inline Tensor char_fn(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"char", Tensor>(input, memory_format); }
inline Tensor short_fn(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"short", Tensor>(input, memory_format); }
inline Tensor int_fn(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"int", Tensor>(input, memory_format); }
inline Tensor long_fn(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"long", Tensor>(input, memory_format); }
inline Tensor bool_fn(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"bool", Tensor>(input, memory_format); }
inline Tensor cfloat(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"cfloat", Tensor>(input, memory_format); }
inline Tensor cdouble(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"cdouble", Tensor>(input, memory_format); }
inline Tensor cpu(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"cpu", Tensor>(input, memory_format); }

}  // namespace ops
TN_NAMESPACE_END
