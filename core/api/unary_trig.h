// Generated from core/ops/unary_trig.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor sin(const Tensor& input);
Tensor sin_(const Tensor& input);
Tensor cos(const Tensor& input);
Tensor cos_(const Tensor& input);
Tensor tan(const Tensor& input);
Tensor tan_(const Tensor& input);
Tensor asin(const Tensor& input);
Tensor asin_(const Tensor& input);
Tensor acos(const Tensor& input);
Tensor acos_(const Tensor& input);
Tensor atan(const Tensor& input);
Tensor atan_(const Tensor& input);
Tensor sinh(const Tensor& input);
Tensor sinh_(const Tensor& input);
Tensor cosh(const Tensor& input);
Tensor cosh_(const Tensor& input);
Tensor tanh(const Tensor& input);
Tensor tanh_(const Tensor& input);
Tensor asinh(const Tensor& input);
Tensor asinh_(const Tensor& input);
Tensor acosh(const Tensor& input);
Tensor acosh_(const Tensor& input);
Tensor atanh(const Tensor& input);
Tensor atanh_(const Tensor& input);
Tensor tanh_backward(const Tensor& grad_output, const Tensor& output);

}  // namespace tenon
