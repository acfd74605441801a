// Generated from core/ops/linalg_power.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor linalg_matrix_power(const Tensor& input, int64_t n) { return call<"linalg_matrix_power", Tensor>(input, n); }
inline Tensor matrix_power(const Tensor& input, int64_t n) { return call<"matrix_power", Tensor>(input, n); }
inline Tensor linalg_matrix_exp(const Tensor& input) { return call<"linalg_matrix_exp", Tensor>(input); }
inline Tensor matrix_exp(const Tensor& input) { return call<"matrix_exp", Tensor>(input); }
inline Tensor linalg_multi_dot(const std::vector<Tensor>& tensors) { return call<"linalg_multi_dot", Tensor>(tensors); }
inline Tensor chain_matmul(const std::vector<Tensor>& matrices) { return call<"chain_matmul", Tensor>(matrices); }

}  // namespace ops
TN_NAMESPACE_END
