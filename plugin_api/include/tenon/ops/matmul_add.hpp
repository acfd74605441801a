// Generated from core/ops/matmul_add.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor addmm(const Tensor& input, const Tensor& mat1, const Tensor& mat2, const Value& beta = 1, const Value& alpha = 1) { return call<"addmm", Tensor>(input, mat1, mat2, beta, alpha); }
inline Tensor addmm_(const Tensor& input, const Tensor& mat1, const Tensor& mat2, const Value& beta = 1, const Value& alpha = 1) { return call<"addmm_", Tensor>(input, mat1, mat2, beta, alpha); }
inline Tensor addmv(const Tensor& input, const Tensor& mat, const Tensor& vec, const Value& beta = 1, const Value& alpha = 1) { return call<"addmv", Tensor>(input, mat, vec, beta, alpha); }
inline Tensor addmv_(const Tensor& input, const Tensor& mat, const Tensor& vec, const Value& beta = 1, const Value& alpha = 1) { return call<"addmv_", Tensor>(input, mat, vec, beta, alpha); }
inline Tensor baddbmm(const Tensor& input, const Tensor& batch1, const Tensor& batch2, const Value& beta = 1, const Value& alpha = 1) { return call<"baddbmm", Tensor>(input, batch1, batch2, beta, alpha); }
inline Tensor baddbmm_(const Tensor& input, const Tensor& batch1, const Tensor& batch2, const Value& beta = 1, const Value& alpha = 1) { return call<"baddbmm_", Tensor>(input, batch1, batch2, beta, alpha); }
inline Tensor addbmm(const Tensor& input, const Tensor& batch1, const Tensor& batch2, const Value& beta = 1, const Value& alpha = 1) { return call<"addbmm", Tensor>(input, batch1, batch2, beta, alpha); }
inline Tensor addbmm_(const Tensor& input, const Tensor& batch1, const Tensor& batch2, const Value& beta = 1, const Value& alpha = 1) { return call<"addbmm_", Tensor>(input, batch1, batch2, beta, alpha); }
inline Tensor outer(const Tensor& input, const Tensor& vec2) { return call<"outer", Tensor>(input, vec2); }
inline Tensor addr(const Tensor& input, const Tensor& vec1, const Tensor& vec2, const Value& beta = 1, const Value& alpha = 1) { return call<"addr", Tensor>(input, vec1, vec2, beta, alpha); }
inline Tensor addr_(const Tensor& input, const Tensor& vec1, const Tensor& vec2, const Value& beta = 1, const Value& alpha = 1) { return call<"addr_", Tensor>(input, vec1, vec2, beta, alpha); }

}  // namespace ops
TN_NAMESPACE_END
