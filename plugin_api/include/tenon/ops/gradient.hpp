// Generated from core/ops/gradient.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::vector<Tensor> gradient(const Tensor& input, const Value& spacing = 1, const Value& dim = {}, int64_t edge_order = 1) { return call<"gradient", std::vector<Tensor>>(input, spacing, dim, edge_order); }

}  // namespace ops
TN_NAMESPACE_END
