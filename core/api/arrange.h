// Generated from core/ops/arrange.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor diagflat(const Tensor& input, int64_t offset = 0);
std::vector<Tensor> unravel_index(const Tensor& indices, IntSpan shape);

}  // namespace tenon
