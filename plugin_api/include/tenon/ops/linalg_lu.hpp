// Generated from core/ops/linalg_lu.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor> linalg_lu_factor_ex(const Tensor& A, bool pivot = true, bool check_errors = false) { return call<"linalg_lu_factor_ex", std::tuple<Tensor, Tensor, Tensor>>(A, pivot, check_errors); }
inline std::tuple<Tensor, Tensor> linalg_lu_factor(const Tensor& A, bool pivot = true) { return call<"linalg_lu_factor", std::tuple<Tensor, Tensor>>(A, pivot); }
inline std::tuple<Tensor, Tensor, Tensor> linalg_lu(const Tensor& A, bool pivot = true) { return call<"linalg_lu", std::tuple<Tensor, Tensor, Tensor>>(A, pivot); }
inline std::tuple<Tensor, Tensor, Tensor> lu_unpack(const Tensor& LU_data, const Tensor& LU_pivots, bool unpack_data = true, bool unpack_pivots = true) { return call<"lu_unpack", std::tuple<Tensor, Tensor, Tensor>>(LU_data, LU_pivots, unpack_data, unpack_pivots); }
inline Tensor linalg_lu_solve(const Tensor& LU, const Tensor& pivots, const Tensor& B, bool left = true, bool adjoint = false) { return call<"linalg_lu_solve", Tensor>(LU, pivots, B, left, adjoint); }
inline Tensor lu_solve(const Tensor& input, const Tensor& LU_data, const Tensor& LU_pivots) { return call<"lu_solve", Tensor>(input, LU_data, LU_pivots); }

}  // namespace ops
TN_NAMESPACE_END
