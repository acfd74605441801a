// Generated from core/ops/binary.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor add(const Operand& input, const Operand& other, Scalar alpha = 1);
Tensor add_(const Tensor& input, const Operand& other, Scalar alpha = 1);
Tensor mul(const Operand& input, const Operand& other);
Tensor mul_(const Tensor& input, const Operand& other);

}  // namespace tenon
