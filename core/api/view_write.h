// Generated from core/ops/view_write.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor fill_diagonal_(const Tensor& input, Scalar fill_value, bool wrap = false);
Tensor select_scatter(const Tensor& input, const Tensor& src, int64_t dim, int64_t index);
Tensor slice_scatter(const Tensor& input, const Tensor& src, int64_t dim = 0, std::optional<int64_t> start = std::nullopt, std::optional<int64_t> end = std::nullopt, int64_t step = 1);
Tensor diagonal_scatter(const Tensor& input, const Tensor& src, int64_t offset = 0, int64_t dim1 = 0, int64_t dim2 = 1);
Tensor as_strided_scatter(const Tensor& input, const Tensor& src, IntSpan size, IntSpan stride, std::optional<int64_t> storage_offset = std::nullopt);
Tensor narrow_copy(const Tensor& input, int64_t dim, int64_t start, int64_t length);
Tensor view_copy(const Tensor& input, IntSpan size);
Tensor expand_copy(const Tensor& input, IntSpan size, bool implicit = false);
Tensor permute_copy(const Tensor& input, IntSpan dims);
Tensor transpose_copy(const Tensor& input, int64_t dim0, int64_t dim1);
Tensor t_copy(const Tensor& input);
Tensor unsqueeze_copy(const Tensor& input, int64_t dim);
Tensor squeeze_copy(const Tensor& input);
Tensor squeeze_copy_dim(const Tensor& input, int64_t dim);
Tensor squeeze_copy_dims(const Tensor& input, IntSpan dim);

}  // namespace tenon
