// Generated from core/ops/linalg_products.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor tensordot_dims(const Tensor& input, const Tensor& other, IntSpan dims_self, IntSpan dims_other);
Tensor inner(const Tensor& input, const Tensor& other);
Tensor vdot(const Tensor& input, const Tensor& other);
Tensor linalg_vecdot(const Tensor& x, const Tensor& y, int64_t dim = -1);
Tensor linalg_cross(const Tensor& input, const Tensor& other, int64_t dim = -1);
Tensor cross(const Tensor& input, const Tensor& other, std::optional<int64_t> dim = std::nullopt);
Tensor kron(const Tensor& input, const Tensor& other);
Tensor trace(const Tensor& input);
Tensor linalg_diagonal(const Tensor& A, int64_t offset = 0, int64_t dim1 = -2, int64_t dim2 = -1);
Tensor linalg_vander(const Tensor& x, std::optional<int64_t> N = std::nullopt);
Tensor vander(const Tensor& x, std::optional<int64_t> N = std::nullopt, bool increasing = false);
Tensor linalg_tensorinv(const Tensor& input, int64_t ind = 2);
Tensor linalg_tensorsolve(const Tensor& input, const Tensor& other, std::optional<IntSpan> dims = std::nullopt);

}  // namespace tenon
