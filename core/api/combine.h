// Generated from core/ops/combine.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor block_diag(TensorSpan tensors);
Tensor cartesian_prod(TensorSpan tensors);
Tensor combinations(const Tensor& input, int64_t r = 2, bool with_replacement = false);

}  // namespace tenon
