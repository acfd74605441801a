// Generated from core/ops/unary_exp.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor exp(const Tensor& input);
Tensor exp_(const Tensor& input);
Tensor exp2(const Tensor& input);
Tensor exp2_(const Tensor& input);
Tensor expm1(const Tensor& input);
Tensor expm1_(const Tensor& input);
Tensor log(const Tensor& input);
Tensor log_(const Tensor& input);
Tensor log2(const Tensor& input);
Tensor log2_(const Tensor& input);
Tensor log10(const Tensor& input);
Tensor log10_(const Tensor& input);
Tensor log1p(const Tensor& input);
Tensor log1p_(const Tensor& input);
Tensor sqrt(const Tensor& input);
Tensor sqrt_(const Tensor& input);
Tensor rsqrt(const Tensor& input);
Tensor rsqrt_(const Tensor& input);
Tensor reciprocal(const Tensor& input);
Tensor reciprocal_(const Tensor& input);
Tensor erf(const Tensor& input);
Tensor erf_(const Tensor& input);
Tensor erfc(const Tensor& input);
Tensor erfc_(const Tensor& input);
Tensor sigmoid(const Tensor& input);
Tensor sigmoid_(const Tensor& input);
Tensor logit(const Tensor& input, std::optional<double> eps = std::nullopt);
Tensor logit_(const Tensor& input, std::optional<double> eps = std::nullopt);
Tensor sigmoid_backward(const Tensor& grad_output, const Tensor& output);

}  // namespace tenon
