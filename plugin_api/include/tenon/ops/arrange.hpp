// Generated from core/ops/arrange.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor diagflat(const Tensor& input, int64_t offset = 0) { return call<"diagflat", Tensor>(input, offset); }
inline std::vector<Tensor> unravel_index(const Tensor& indices, IntSpan shape) { return call<"unravel_index", std::vector<Tensor>>(indices, shape); }

}  // namespace ops
TN_NAMESPACE_END
