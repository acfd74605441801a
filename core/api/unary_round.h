// Generated from core/ops/unary_round.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor neg(const Tensor& input);
Tensor abs(const Tensor& input);
Tensor sign(const Tensor& input);
Tensor square(const Tensor& input);
Tensor floor(const Tensor& input);
Tensor ceil(const Tensor& input);
Tensor trunc(const Tensor& input);
Tensor frac(const Tensor& input);
Tensor round(const Tensor& input, int64_t decimals = 0);
Tensor round_(const Tensor& input, int64_t decimals = 0);
Tensor bitwise_not(const Tensor& input);
Tensor logical_not(const Tensor& input);
Tensor isnan(const Tensor& input);
Tensor isinf(const Tensor& input);
Tensor isfinite(const Tensor& input);
Tensor signbit(const Tensor& input);
Tensor positive(const Tensor& input);

}  // namespace tenon
