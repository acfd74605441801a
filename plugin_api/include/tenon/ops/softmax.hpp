// Generated from core/ops/softmax.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor softmax(const Tensor& input, int64_t dim, std::optional<DType> dtype = {}) { return call<"softmax", Tensor>(input, dim, dtype); }
inline Tensor safe_softmax(const Tensor& input, int64_t dim) { return call<"safe_softmax", Tensor>(input, dim); }
inline Tensor softmax_backward(const Tensor& grad_output, const Tensor& output, int64_t dim) { return call<"softmax_backward", Tensor>(grad_output, output, dim); }
inline Tensor log_softmax(const Tensor& input, int64_t dim, std::optional<DType> dtype = {}) { return call<"log_softmax", Tensor>(input, dim, dtype); }
inline Tensor log_softmax_backward(const Tensor& grad_output, const Tensor& output, int64_t dim) { return call<"log_softmax_backward", Tensor>(grad_output, output, dim); }
inline Tensor softmin(const Tensor& input, int64_t dim, std::optional<DType> dtype = {}) { return call<"softmin", Tensor>(input, dim, dtype); }

}  // namespace ops
TN_NAMESPACE_END
