// Generated from core/ops/where.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor where(const Tensor& condition, const Operand& input, const Operand& other);
Tensor clamp(const Tensor& input, const Operand& min = Operand(), const Operand& max = Operand());
Tensor clamp_(const Tensor& input, const Operand& min = Operand(), const Operand& max = Operand());
Tensor clamp_min(const Tensor& input, const Operand& min);
Tensor clamp_min_(const Tensor& input, const Operand& min);
Tensor clamp_max(const Tensor& input, const Operand& max);
Tensor clamp_max_(const Tensor& input, const Operand& max);
Tensor addcmul(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, Scalar value = 1);
Tensor addcmul_(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, Scalar value = 1);
Tensor addcdiv(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, Scalar value = 1);
Tensor addcdiv_(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, Scalar value = 1);
Tensor lerp(const Tensor& input, const Tensor& end, const Operand& weight);
Tensor lerp_(const Tensor& input, const Tensor& end, const Operand& weight);

}  // namespace tenon
