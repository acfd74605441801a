// Generated from core/ops/linalg_householder.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> geqrf(const Tensor& input) { return call<"geqrf", std::tuple<Tensor, Tensor>>(input); }
inline Tensor linalg_householder_product(const Tensor& input, const Tensor& tau) { return call<"linalg_householder_product", Tensor>(input, tau); }
inline Tensor orgqr(const Tensor& input, const Tensor& input2) { return call<"orgqr", Tensor>(input, input2); }
inline Tensor ormqr(const Tensor& input, const Tensor& input2, const Tensor& input3, bool left = true, bool transpose = false) { return call<"ormqr", Tensor>(input, input2, input3, left, transpose); }

}  // namespace ops
TN_NAMESPACE_END
