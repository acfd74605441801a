// Generated from core/ops/view_write.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor fill_diagonal_(const Tensor& input, const Value& fill_value, bool wrap = false) { return call<"fill_diagonal_", Tensor>(input, fill_value, wrap); }
inline Tensor select_scatter(const Tensor& input, const Tensor& src, int64_t dim, int64_t index) { return call<"select_scatter", Tensor>(input, src, dim, index); }
inline Tensor slice_scatter(const Tensor& input, const Tensor& src, int64_t dim = 0, std::optional<int64_t> start = {}, std::optional<int64_t> end = {}, int64_t step = 1) { return call<"slice_scatter", Tensor>(input, src, dim, start, end, step); }
inline Tensor diagonal_scatter(const Tensor& input, const Tensor& src, int64_t offset = 0, int64_t dim1 = 0, int64_t dim2 = 1) { return call<"diagonal_scatter", Tensor>(input, src, offset, dim1, dim2); }
inline Tensor as_strided_scatter(const Tensor& input, const Tensor& src, IntSpan size, IntSpan stride, std::optional<int64_t> storage_offset = {}) { return call<"as_strided_scatter", Tensor>(input, src, size, stride, storage_offset); }
inline Tensor narrow_copy(const Tensor& input, int64_t dim, int64_t start, int64_t length) { return call<"narrow_copy", Tensor>(input, dim, start, length); }
inline Tensor view_copy(const Tensor& input, IntSpan size) { return call<"view_copy", Tensor>(input, size); }
inline Tensor expand_copy(const Tensor& input, IntSpan size, bool implicit = false) { return call<"expand_copy", Tensor>(input, size, implicit); }
inline Tensor permute_copy(const Tensor& input, IntSpan dims) { return call<"permute_copy", Tensor>(input, dims); }
inline Tensor transpose_copy(const Tensor& input, int64_t dim0, int64_t dim1) { return call<"transpose_copy", Tensor>(input, dim0, dim1); }
inline Tensor t_copy(const Tensor& input) { return call<"t_copy", Tensor>(input); }
inline Tensor unsqueeze_copy(const Tensor& input, int64_t dim) { return call<"unsqueeze_copy", Tensor>(input, dim); }
inline Tensor squeeze_copy(const Tensor& input) { return call<"squeeze_copy", Tensor>(input); }
inline Tensor squeeze_copy_dim(const Tensor& input, int64_t dim) { return call<"squeeze_copy.dim", Tensor>(input, dim); }
inline Tensor squeeze_copy_dims(const Tensor& input, IntSpan dim) { return call<"squeeze_copy.dims", Tensor>(input, dim); }

}  // namespace ops
TN_NAMESPACE_END
