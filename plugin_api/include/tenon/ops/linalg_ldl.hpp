// Generated from core/ops/linalg_ldl.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor> linalg_ldl_factor_ex(const Tensor& input, bool hermitian = false, bool check_errors = false) { return call<"linalg_ldl_factor_ex", std::tuple<Tensor, Tensor, Tensor>>(input, hermitian, check_errors); }
inline std::tuple<Tensor, Tensor> linalg_ldl_factor(const Tensor& input, bool hermitian = false) { return call<"linalg_ldl_factor", std::tuple<Tensor, Tensor>>(input, hermitian); }
inline Tensor linalg_ldl_solve(const Tensor& LD, const Tensor& pivots, const Tensor& B, bool hermitian = false) { return call<"linalg_ldl_solve", Tensor>(LD, pivots, B, hermitian); }

}  // namespace ops
TN_NAMESPACE_END
