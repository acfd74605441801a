// Generated from core/ops/linalg_solve.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_solve_ex(const Tensor& A, const Tensor& B, bool left = true, bool check_errors = false);
std::tuple<Tensor, Tensor> linalg_solve_ex(const Tensor& A, const Tensor& B, bool left = true, bool check_errors = false);
Tensor linalg_solve(const Tensor& A, const Tensor& B, bool left = true);
std::tuple<Tensor, Tensor> linalg_inv_ex(const Tensor& A, bool check_errors = false);
Tensor linalg_inv(const Tensor& A);
Tensor inverse(const Tensor& input);
Tensor linalg_solve_triangular(const Tensor& input, const Tensor& B, bool upper, bool left = true, bool unitriangular = false);
std::tuple<Tensor, Tensor> triangular_solve(const Tensor& input, const Tensor& A, bool upper = true, bool transpose = false, bool unitriangular = false);

}  // namespace tenon
