// Generated from core/ops/gradient.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::vector<Tensor> gradient(const Tensor& input, const Value& spacing = Value(1), const Value& dim = Value(), int64_t edge_order = 1);

}  // namespace tenon
