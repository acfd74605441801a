// Generated from core/ops/random_counts.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor poisson(const Tensor& input, const ValueRef& generator = {}) { return call<"poisson", Tensor>(input, generator); }
inline Tensor binomial(const Tensor& count, const Tensor& prob, const ValueRef& generator = {}) { return call<"binomial", Tensor>(count, prob, generator); }

}  // namespace ops
TN_NAMESPACE_END
