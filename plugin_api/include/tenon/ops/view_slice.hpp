// Generated from core/ops/view_slice.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor select(const Tensor& input, int64_t dim, int64_t index) { return call<"select", Tensor>(input, dim, index); }
inline Tensor slice(const Tensor& input, int64_t dim = 0, std::optional<int64_t> start = {}, std::optional<int64_t> end = {}, int64_t step = 1) { return call<"slice", Tensor>(input, dim, start, end, step); }
inline Tensor narrow(const Tensor& input, int64_t dim, int64_t start, int64_t length) { return call<"narrow", Tensor>(input, dim, start, length); }
inline Tensor narrow_Tensor(const Tensor& input, int64_t dim, const Tensor& start, int64_t length) { return call<"narrow.Tensor", Tensor>(input, dim, start, length); }
inline Tensor diagonal(const Tensor& input, int64_t offset = 0, int64_t dim1 = 0, int64_t dim2 = 1) { return call<"diagonal", Tensor>(input, offset, dim1, dim2); }
inline Tensor unfold(const Tensor& input, int64_t dimension, int64_t size, int64_t step) { return call<"unfold", Tensor>(input, dimension, size, step); }

}  // namespace ops
TN_NAMESPACE_END
