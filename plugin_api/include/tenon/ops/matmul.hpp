// Generated from core/ops/matmul.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor mm(const Tensor& input, const Tensor& mat2) { return call<"mm", Tensor>(input, mat2); }
inline Tensor bmm(const Tensor& input, const Tensor& mat2) { return call<"bmm", Tensor>(input, mat2); }
inline Tensor mv(const Tensor& input, const Tensor& vec) { return call<"mv", Tensor>(input, vec); }
inline Tensor dot(const Tensor& input, const Tensor& tensor) { return call<"dot", Tensor>(input, tensor); }
inline Tensor matmul(const Tensor& input, const Tensor& other) { return call<"matmul", Tensor>(input, other); }
inline Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias = {}) { return call<"linear", Tensor>(input, weight, bias); }

}  // namespace ops
TN_NAMESPACE_END
