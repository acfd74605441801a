// Generated from core/ops/linalg_norms.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor linalg_matrix_norm(const Tensor& input, const Value& ord = "fro", IntSpan dim = detail::List<-2, -1>::span, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"linalg_matrix_norm", Tensor>(input, ord, dim, keepdim, dtype); }
inline Tensor linalg_norm(const Tensor& input, const Value& ord = {}, std::optional<IntSpan> dim = {}, bool keepdim = false, std::optional<DType> dtype = {}) { return call<"linalg_norm", Tensor>(input, ord, dim, keepdim, dtype); }
inline Tensor linalg_cond(const Tensor& input, const Value& p = {}) { return call<"linalg_cond", Tensor>(input, p); }

}  // namespace ops
TN_NAMESPACE_END
