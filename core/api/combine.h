// Generated from core/ops/combine.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor block_diag(TensorSpan tensors);
std::vector<Tensor> unravel_index(const Tensor& indices, IntSpan shape);
Tensor linalg_cross(const Tensor& input, const Tensor& other, int64_t dim = -1);
Tensor cross(const Tensor& input, const Tensor& other, std::optional<int64_t> dim = std::nullopt);
Tensor trace(const Tensor& input);
Tensor tensordot(const Tensor& a, const Tensor& b, const Value& dims = Value(2));
Tensor kron(const Tensor& input, const Tensor& other);
Tensor linalg_vander(const Tensor& x, std::optional<int64_t> N = std::nullopt);
Tensor vander(const Tensor& x, std::optional<int64_t> N = std::nullopt, bool increasing = false);
Tensor block_diag(TensorSpan tensors);
Tensor cartesian_prod(TensorSpan tensors);
Tensor combinations(const Tensor& input, int64_t r = 2, bool with_replacement = false);
Tensor diagflat(const Tensor& input, int64_t offset = 0);

}  // namespace tenon
