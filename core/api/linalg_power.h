// Generated from core/ops/linalg_power.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor linalg_matrix_power(const Tensor& input, int64_t n);
Tensor matrix_power(const Tensor& input, int64_t n);
Tensor linalg_matrix_exp(const Tensor& input);
Tensor matrix_exp(const Tensor& input);
Tensor linalg_multi_dot(TensorSpan tensors);
Tensor chain_matmul(TensorSpan matrices);

}  // namespace tenon
