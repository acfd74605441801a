// Generated from core/ops/einsum.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor einsum(std::string_view equation, TensorSpan operands);

}  // namespace tenon
