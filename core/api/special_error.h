// Generated from core/ops/special_error.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor erfinv(const Tensor& input);
Tensor erfcx(const Tensor& input);
Tensor ndtr(const Tensor& input);
Tensor ndtri(const Tensor& input);
Tensor log_ndtr(const Tensor& input);
Tensor entr(const Tensor& input);
Tensor sinc(const Tensor& input);
Tensor xlogy(const Operand& input, const Operand& other);
Tensor xlogy_(const Tensor& input, const Operand& other);
Tensor xlog1py(const Operand& input, const Operand& other);
Tensor logaddexp2(const Tensor& input, const Tensor& other);

}  // namespace tenon
