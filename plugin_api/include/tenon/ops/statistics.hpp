// Generated from core/ops/statistics.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor cov(const Tensor& input, int64_t correction = 1, const Tensor& fweights = {}, const Tensor& aweights = {}) { return call<"cov", Tensor>(input, correction, fweights, aweights); }
inline Tensor corrcoef(const Tensor& input) { return call<"corrcoef", Tensor>(input); }
inline Tensor trapezoid_x(const Tensor& y, const Tensor& x, int64_t dim = -1) { return call<"trapezoid.x", Tensor>(y, x, dim); }
inline Tensor trapezoid_dx(const Tensor& y, const Value& dx = 1, int64_t dim = -1) { return call<"trapezoid.dx", Tensor>(y, dx, dim); }
inline Tensor cumulative_trapezoid_x(const Tensor& y, const Tensor& x, int64_t dim = -1) { return call<"cumulative_trapezoid.x", Tensor>(y, x, dim); }
inline Tensor cumulative_trapezoid_dx(const Tensor& y, const Value& dx = 1, int64_t dim = -1) { return call<"cumulative_trapezoid.dx", Tensor>(y, dx, dim); }

}  // namespace ops
TN_NAMESPACE_END
