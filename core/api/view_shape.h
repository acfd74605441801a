// Generated from core/ops/view_shape.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor flatten(const Tensor& input, int64_t start_dim = 0, int64_t end_dim = -1);
Tensor ravel(const Tensor& input);
Tensor unflatten(const Tensor& input, int64_t dim, IntSpan sizes);
Tensor view_as(const Tensor& input, const Tensor& other);
Tensor reshape_as(const Tensor& input, const Tensor& other);
Tensor expand_as(const Tensor& input, const Tensor& other);
Tensor broadcast_to(const Tensor& input, IntSpan size);
std::vector<Tensor> broadcast_tensors(TensorSpan tensors);
Tensor view_dtype(const Tensor& input, DType dtype);

}  // namespace tenon
