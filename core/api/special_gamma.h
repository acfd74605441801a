// Generated from core/ops/special_gamma.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor lgamma(const Tensor& input);
Tensor digamma(const Tensor& input);
Tensor polygamma(int64_t n, const Tensor& input);
Tensor polygamma_(int64_t n, const Tensor& input);
Tensor zeta(const Operand& input, const Operand& other);
Tensor igamma(const Tensor& input, const Tensor& other);
Tensor igamma_(const Tensor& input, const Tensor& other);
Tensor igammac(const Tensor& input, const Tensor& other);
Tensor igammac_(const Tensor& input, const Tensor& other);
Tensor mvlgamma(const Tensor& input, int64_t p);
Tensor mvlgamma_(const Tensor& input, int64_t p);

}  // namespace tenon
