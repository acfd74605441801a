// Generated from core/ops/join.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor cat(TensorSpan tensors, int64_t dim = 0);
Tensor stack(TensorSpan tensors, int64_t dim = 0);
Tensor hstack(TensorSpan tensors);
Tensor vstack(TensorSpan tensors);
Tensor dstack(TensorSpan tensors);
Tensor column_stack(TensorSpan tensors);
Tensor atleast_1d(const Tensor& input);
std::vector<Tensor> atleast_1d_tensors(TensorSpan tensors);
Tensor atleast_2d(const Tensor& input);
std::vector<Tensor> atleast_2d_tensors(TensorSpan tensors);
Tensor atleast_3d(const Tensor& input);
std::vector<Tensor> atleast_3d_tensors(TensorSpan tensors);

}  // namespace tenon
