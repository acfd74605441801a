// Generated from core/ops/copy.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor copy_(const Tensor& input, const Tensor& src, bool non_blocking = false) { return call<"copy_", Tensor>(input, src, non_blocking); }
inline Tensor clone(const Tensor& input, std::optional<int64_t> memory_format = {}) { return call<"clone", Tensor>(input, memory_format); }
inline Tensor to_copy(const Tensor& input, DType dtype, std::optional<int64_t> memory_format = {}, std::optional<Device> device = {}) { return call<"to_copy", Tensor>(input, dtype, memory_format, device); }
inline Tensor contiguous(const Tensor& input, int64_t memory_format = 0) { return call<"contiguous", Tensor>(input, memory_format); }
inline Tensor fill_(const Tensor& input, const Value& value) { return call<"fill_", Tensor>(input, value); }
inline Tensor zero_(const Tensor& input) { return call<"zero_", Tensor>(input); }

}  // namespace ops
TN_NAMESPACE_END
