// Generated from core/ops/view.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor as_strided(const Tensor& input, IntSpan size, IntSpan stride, std::optional<int64_t> storage_offset = {}) { return call<"as_strided", Tensor>(input, size, stride, storage_offset); }
inline Tensor as_strided_view(const Tensor& input, IntSpan size, IntSpan stride, int64_t offset, IntSpan in_size, IntSpan in_stride, int64_t in_offset) { return call<"as_strided_view", Tensor>(input, size, stride, offset, in_size, in_stride, in_offset); }
inline Tensor detach(const Tensor& input) { return call<"detach", Tensor>(input); }
inline Tensor view(const Tensor& input, IntSpan size) { return call<"view", Tensor>(input, size); }
inline Tensor reshape(const Tensor& input, IntSpan shape) { return call<"reshape", Tensor>(input, shape); }
inline Tensor expand(const Tensor& input, IntSpan size, bool implicit = false) { return call<"expand", Tensor>(input, size, implicit); }

}  // namespace ops
TN_NAMESPACE_END
