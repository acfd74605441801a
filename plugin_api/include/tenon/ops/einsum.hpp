// Generated from core/ops/einsum.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor einsum(std::string_view equation, const std::vector<Tensor>& operands) { return call<"einsum", Tensor>(equation, operands); }

}  // namespace ops
TN_NAMESPACE_END
