// Generated from core/ops/linalg_pinv.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor linalg_pinv(const Tensor& input, const Value& atol = {}, const Value& rtol = {}, bool hermitian = false) { return call<"linalg_pinv", Tensor>(input, atol, rtol, hermitian); }
inline Tensor linalg_pinv_rcond(const Tensor& input, const Value& rcond, bool hermitian = false) { return call<"linalg_pinv.rcond", Tensor>(input, rcond, hermitian); }
inline Tensor pinverse(const Tensor& input, double rcond = 1e-15) { return call<"pinverse", Tensor>(input, rcond); }
inline Tensor linalg_matrix_rank(const Tensor& input, const Value& atol = {}, const Value& rtol = {}, bool hermitian = false) { return call<"linalg_matrix_rank", Tensor>(input, atol, rtol, hermitian); }
inline Tensor linalg_matrix_rank_tol(const Tensor& input, const Value& tol, bool hermitian = false) { return call<"linalg_matrix_rank.tol", Tensor>(input, tol, hermitian); }

}  // namespace ops
TN_NAMESPACE_END
