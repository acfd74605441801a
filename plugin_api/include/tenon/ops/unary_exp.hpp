// Generated from core/ops/unary_exp.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor exp(const Tensor& input) { return call<"exp", Tensor>(input); }
inline Tensor exp_(const Tensor& input) { return call<"exp_", Tensor>(input); }
inline Tensor exp2(const Tensor& input) { return call<"exp2", Tensor>(input); }
inline Tensor exp2_(const Tensor& input) { return call<"exp2_", Tensor>(input); }
inline Tensor expm1(const Tensor& input) { return call<"expm1", Tensor>(input); }
inline Tensor expm1_(const Tensor& input) { return call<"expm1_", Tensor>(input); }
inline Tensor log(const Tensor& input) { return call<"log", Tensor>(input); }
inline Tensor log_(const Tensor& input) { return call<"log_", Tensor>(input); }
inline Tensor log2(const Tensor& input) { return call<"log2", Tensor>(input); }
inline Tensor log2_(const Tensor& input) { return call<"log2_", Tensor>(input); }
inline Tensor log10(const Tensor& input) { return call<"log10", Tensor>(input); }
inline Tensor log10_(const Tensor& input) { return call<"log10_", Tensor>(input); }
inline Tensor log1p(const Tensor& input) { return call<"log1p", Tensor>(input); }
inline Tensor log1p_(const Tensor& input) { return call<"log1p_", Tensor>(input); }
inline Tensor sqrt(const Tensor& input) { return call<"sqrt", Tensor>(input); }
inline Tensor sqrt_(const Tensor& input) { return call<"sqrt_", Tensor>(input); }
inline Tensor rsqrt(const Tensor& input) { return call<"rsqrt", Tensor>(input); }
inline Tensor rsqrt_(const Tensor& input) { return call<"rsqrt_", Tensor>(input); }
inline Tensor reciprocal(const Tensor& input) { return call<"reciprocal", Tensor>(input); }
inline Tensor reciprocal_(const Tensor& input) { return call<"reciprocal_", Tensor>(input); }
inline Tensor erf(const Tensor& input) { return call<"erf", Tensor>(input); }
inline Tensor erf_(const Tensor& input) { return call<"erf_", Tensor>(input); }
inline Tensor erfc(const Tensor& input) { return call<"erfc", Tensor>(input); }
inline Tensor erfc_(const Tensor& input) { return call<"erfc_", Tensor>(input); }
inline Tensor sigmoid(const Tensor& input) { return call<"sigmoid", Tensor>(input); }
inline Tensor sigmoid_(const Tensor& input) { return call<"sigmoid_", Tensor>(input); }
inline Tensor logit(const Tensor& input, std::optional<double> eps = {}) { return call<"logit", Tensor>(input, eps); }
inline Tensor logit_(const Tensor& input, std::optional<double> eps = {}) { return call<"logit_", Tensor>(input, eps); }
inline Tensor sigmoid_backward(const Tensor& grad_output, const Tensor& output) { return call<"sigmoid_backward", Tensor>(grad_output, output); }

}  // namespace ops
TN_NAMESPACE_END
