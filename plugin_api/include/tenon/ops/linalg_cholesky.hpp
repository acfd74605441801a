// Generated from core/ops/linalg_cholesky.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> linalg_cholesky_ex(const Tensor& input, bool upper = false, bool check_errors = false) { return call<"linalg_cholesky_ex", std::tuple<Tensor, Tensor>>(input, upper, check_errors); }
inline Tensor linalg_cholesky(const Tensor& input, bool upper = false) { return call<"linalg_cholesky", Tensor>(input, upper); }
inline Tensor cholesky(const Tensor& input, bool upper = false) { return call<"cholesky", Tensor>(input, upper); }
inline Tensor cholesky_inverse(const Tensor& input, bool upper = false) { return call<"cholesky_inverse", Tensor>(input, upper); }
inline Tensor cholesky_solve(const Tensor& input, const Tensor& input2, bool upper = false) { return call<"cholesky_solve", Tensor>(input, input2, upper); }

}  // namespace ops
TN_NAMESPACE_END
