// Generated from core/ops/binary.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor add(const Operand& input, const Operand& other, Scalar alpha = 1);
Tensor add_(const Tensor& input, const Operand& other, Scalar alpha = 1);
Tensor sub(const Operand& input, const Operand& other, Scalar alpha = 1);
Tensor sub_(const Tensor& input, const Operand& other, Scalar alpha = 1);
Tensor rsub(const Tensor& input, const Operand& other, Scalar alpha = 1);
Tensor mul(const Operand& input, const Operand& other);
Tensor mul_(const Tensor& input, const Operand& other);
Tensor div(const Operand& input, const Operand& other, std::optional<std::string_view> rounding_mode = std::nullopt);
Tensor div_(const Tensor& input, const Operand& other, std::optional<std::string_view> rounding_mode = std::nullopt);
Tensor floor_divide(const Operand& input, const Operand& other);
Tensor floor_divide_(const Tensor& input, const Operand& other);
Tensor remainder(const Operand& input, const Operand& other);
Tensor remainder_(const Tensor& input, const Operand& other);
Tensor fmod(const Tensor& input, const Operand& other);
Tensor fmod_(const Tensor& input, const Operand& other);
Tensor pow(const Operand& input, const Operand& exponent);
Tensor pow_(const Tensor& input, const Operand& exponent);
Tensor float_power(const Operand& input, const Operand& exponent);
Tensor atan2(const Tensor& input, const Tensor& other);
Tensor atan2_(const Tensor& input, const Tensor& other);
Tensor hypot(const Tensor& input, const Tensor& other);
Tensor hypot_(const Tensor& input, const Tensor& other);
Tensor copysign(const Tensor& input, const Operand& other);
Tensor copysign_(const Tensor& input, const Operand& other);
Tensor logaddexp(const Tensor& input, const Tensor& other);
Tensor maximum(const Tensor& input, const Tensor& other);
Tensor minimum(const Tensor& input, const Tensor& other);
Tensor fmax(const Tensor& input, const Tensor& other);
Tensor fmin(const Tensor& input, const Tensor& other);

}  // namespace tenon
