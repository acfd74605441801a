// Generated from core/ops/unary_trig.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor sin(const Tensor& input) { return call<"sin", Tensor>(input); }
inline Tensor sin_(const Tensor& input) { return call<"sin_", Tensor>(input); }
inline Tensor cos(const Tensor& input) { return call<"cos", Tensor>(input); }
inline Tensor cos_(const Tensor& input) { return call<"cos_", Tensor>(input); }
inline Tensor tan(const Tensor& input) { return call<"tan", Tensor>(input); }
inline Tensor tan_(const Tensor& input) { return call<"tan_", Tensor>(input); }
inline Tensor asin(const Tensor& input) { return call<"asin", Tensor>(input); }
inline Tensor asin_(const Tensor& input) { return call<"asin_", Tensor>(input); }
inline Tensor acos(const Tensor& input) { return call<"acos", Tensor>(input); }
inline Tensor acos_(const Tensor& input) { return call<"acos_", Tensor>(input); }
inline Tensor atan(const Tensor& input) { return call<"atan", Tensor>(input); }
inline Tensor atan_(const Tensor& input) { return call<"atan_", Tensor>(input); }
inline Tensor sinh(const Tensor& input) { return call<"sinh", Tensor>(input); }
inline Tensor sinh_(const Tensor& input) { return call<"sinh_", Tensor>(input); }
inline Tensor cosh(const Tensor& input) { return call<"cosh", Tensor>(input); }
inline Tensor cosh_(const Tensor& input) { return call<"cosh_", Tensor>(input); }
inline Tensor tanh(const Tensor& input) { return call<"tanh", Tensor>(input); }
inline Tensor tanh_(const Tensor& input) { return call<"tanh_", Tensor>(input); }
inline Tensor asinh(const Tensor& input) { return call<"asinh", Tensor>(input); }
inline Tensor asinh_(const Tensor& input) { return call<"asinh_", Tensor>(input); }
inline Tensor acosh(const Tensor& input) { return call<"acosh", Tensor>(input); }
inline Tensor acosh_(const Tensor& input) { return call<"acosh_", Tensor>(input); }
inline Tensor atanh(const Tensor& input) { return call<"atanh", Tensor>(input); }
inline Tensor atanh_(const Tensor& input) { return call<"atanh_", Tensor>(input); }
inline Tensor tanh_backward(const Tensor& grad_output, const Tensor& output) { return call<"tanh_backward", Tensor>(grad_output, output); }

}  // namespace ops
TN_NAMESPACE_END
