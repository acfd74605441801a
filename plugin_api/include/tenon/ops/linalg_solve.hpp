// Generated from core/ops/linalg_solve.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_solve_ex(const Tensor& A, const Tensor& B, bool left = true, bool check_errors = false) { return call<"_linalg_solve_ex", std::tuple<Tensor, Tensor, Tensor, Tensor>>(A, B, left, check_errors); }
inline std::tuple<Tensor, Tensor> linalg_solve_ex(const Tensor& A, const Tensor& B, bool left = true, bool check_errors = false) { return call<"linalg_solve_ex", std::tuple<Tensor, Tensor>>(A, B, left, check_errors); }
inline Tensor linalg_solve(const Tensor& A, const Tensor& B, bool left = true) { return call<"linalg_solve", Tensor>(A, B, left); }
inline std::tuple<Tensor, Tensor> linalg_inv_ex(const Tensor& A, bool check_errors = false) { return call<"linalg_inv_ex", std::tuple<Tensor, Tensor>>(A, check_errors); }
inline Tensor linalg_inv(const Tensor& A) { return call<"linalg_inv", Tensor>(A); }
inline Tensor inverse(const Tensor& input) { return call<"inverse", Tensor>(input); }
inline Tensor linalg_solve_triangular(const Tensor& input, const Tensor& B, bool upper, bool left = true, bool unitriangular = false) { return call<"linalg_solve_triangular", Tensor>(input, B, upper, left, unitriangular); }
inline std::tuple<Tensor, Tensor> triangular_solve(const Tensor& input, const Tensor& A, bool upper = true, bool transpose = false, bool unitriangular = false) { return call<"triangular_solve", std::tuple<Tensor, Tensor>>(input, A, upper, transpose, unitriangular); }

}  // namespace ops
TN_NAMESPACE_END
