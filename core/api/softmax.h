// Generated from core/ops/softmax.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor softmax(const Tensor& input, int64_t dim, std::optional<DType> dtype = std::nullopt);
Tensor safe_softmax(const Tensor& input, int64_t dim);
Tensor softmax_backward(const Tensor& grad_output, const Tensor& output, int64_t dim);
Tensor log_softmax(const Tensor& input, int64_t dim, std::optional<DType> dtype = std::nullopt);
Tensor log_softmax_backward(const Tensor& grad_output, const Tensor& output, int64_t dim);
Tensor softmin(const Tensor& input, int64_t dim, std::optional<DType> dtype = std::nullopt);

}  // namespace tenon
