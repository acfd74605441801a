// Generated from core/ops/rrelu.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor prelu(const Tensor& input, const Tensor& weight);
Tensor rrelu(const Tensor& input, double lower = 0.125, double upper = 0.3333333333333333, bool training = false, Generator* generator = nullptr);
Tensor rrelu_(const Tensor& input, double lower = 0.125, double upper = 0.3333333333333333, bool training = false, Generator* generator = nullptr);

}  // namespace tenon
