// Generated from core/ops/reduce.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor sum(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor sum_to_size(const Tensor& input, IntSpan size);

}  // namespace tenon
