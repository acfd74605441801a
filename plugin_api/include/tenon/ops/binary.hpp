// Generated from core/ops/binary.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor add(const Value& input, const Value& other, const Value& alpha = 1) { return call<"add", Tensor>(input, other, alpha); }
inline Tensor add_(const Tensor& input, const Value& other, const Value& alpha = 1) { return call<"add_", Tensor>(input, other, alpha); }
inline Tensor sub(const Value& input, const Value& other, const Value& alpha = 1) { return call<"sub", Tensor>(input, other, alpha); }
inline Tensor sub_(const Tensor& input, const Value& other, const Value& alpha = 1) { return call<"sub_", Tensor>(input, other, alpha); }
inline Tensor rsub(const Tensor& input, const Value& other, const Value& alpha = 1) { return call<"rsub", Tensor>(input, other, alpha); }
inline Tensor mul(const Value& input, const Value& other) { return call<"mul", Tensor>(input, other); }
inline Tensor mul_(const Tensor& input, const Value& other) { return call<"mul_", Tensor>(input, other); }
inline Tensor div(const Value& input, const Value& other, std::optional<std::string_view> rounding_mode = {}) { return call<"div", Tensor>(input, other, rounding_mode); }
inline Tensor div_(const Tensor& input, const Value& other, std::optional<std::string_view> rounding_mode = {}) { return call<"div_", Tensor>(input, other, rounding_mode); }
inline Tensor floor_divide(const Value& input, const Value& other) { return call<"floor_divide", Tensor>(input, other); }
inline Tensor floor_divide_(const Tensor& input, const Value& other) { return call<"floor_divide_", Tensor>(input, other); }
inline Tensor remainder(const Value& input, const Value& other) { return call<"remainder", Tensor>(input, other); }
inline Tensor remainder_(const Tensor& input, const Value& other) { return call<"remainder_", Tensor>(input, other); }
inline Tensor fmod(const Tensor& input, const Value& other) { return call<"fmod", Tensor>(input, other); }
inline Tensor fmod_(const Tensor& input, const Value& other) { return call<"fmod_", Tensor>(input, other); }
inline Tensor pow(const Value& input, const Value& exponent) { return call<"pow", Tensor>(input, exponent); }
inline Tensor pow_(const Tensor& input, const Value& exponent) { return call<"pow_", Tensor>(input, exponent); }
inline Tensor float_power(const Value& input, const Value& exponent) { return call<"float_power", Tensor>(input, exponent); }
inline Tensor atan2(const Tensor& input, const Tensor& other) { return call<"atan2", Tensor>(input, other); }
inline Tensor atan2_(const Tensor& input, const Tensor& other) { return call<"atan2_", Tensor>(input, other); }
inline Tensor hypot(const Tensor& input, const Tensor& other) { return call<"hypot", Tensor>(input, other); }
inline Tensor hypot_(const Tensor& input, const Tensor& other) { return call<"hypot_", Tensor>(input, other); }
inline Tensor copysign(const Tensor& input, const Value& other) { return call<"copysign", Tensor>(input, other); }
inline Tensor copysign_(const Tensor& input, const Value& other) { return call<"copysign_", Tensor>(input, other); }
inline Tensor logaddexp(const Tensor& input, const Tensor& other) { return call<"logaddexp", Tensor>(input, other); }
inline Tensor maximum(const Tensor& input, const Tensor& other) { return call<"maximum", Tensor>(input, other); }
inline Tensor minimum(const Tensor& input, const Tensor& other) { return call<"minimum", Tensor>(input, other); }
inline Tensor fmax(const Tensor& input, const Tensor& other) { return call<"fmax", Tensor>(input, other); }
inline Tensor fmin(const Tensor& input, const Tensor& other) { return call<"fmin", Tensor>(input, other); }

}  // namespace ops
TN_NAMESPACE_END
