// Generated from core/ops/rrelu.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor prelu(const Tensor& input, const Tensor& weight) { return call<"prelu", Tensor>(input, weight); }
inline Tensor rrelu(const Tensor& input, double lower = 0.125, double upper = 0.3333333333333333, bool training = false, const ValueRef& generator = {}) { return call<"rrelu", Tensor>(input, lower, upper, training, generator); }
inline Tensor rrelu_(const Tensor& input, double lower = 0.125, double upper = 0.3333333333333333, bool training = false, const ValueRef& generator = {}) { return call<"rrelu_", Tensor>(input, lower, upper, training, generator); }

}  // namespace ops
TN_NAMESPACE_END
