// Generated from core/ops/combine.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor block_diag(const std::vector<Tensor>& tensors) { return call<"block_diag", Tensor>(tensors); }
inline Tensor cartesian_prod(const std::vector<Tensor>& tensors) { return call<"cartesian_prod", Tensor>(tensors); }
inline Tensor combinations(const Tensor& input, int64_t r = 2, bool with_replacement = false) { return call<"combinations", Tensor>(input, r, with_replacement); }

}  // namespace ops
TN_NAMESPACE_END
