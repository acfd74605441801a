// Generated from core/ops/index.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor index(const Tensor& input, TensorSpan indices);
Tensor index_put(const Tensor& input, TensorSpan indices, const Tensor& values, bool accumulate = false);
Tensor index_put_(const Tensor& input, TensorSpan indices, const Tensor& values, bool accumulate = false);
Tensor index_select(const Tensor& input, int64_t dim, const Tensor& index);
Tensor index_add(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, Scalar alpha = 1);
Tensor index_add_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, Scalar alpha = 1);
Tensor index_copy(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source);
Tensor index_copy_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source);
Tensor index_fill(const Tensor& input, int64_t dim, const Tensor& index, const Operand& value);
Tensor index_fill_(const Tensor& input, int64_t dim, const Tensor& index, const Operand& value);

}  // namespace tenon
