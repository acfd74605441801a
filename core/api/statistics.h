// Generated from core/ops/statistics.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor cov(const Tensor& input, int64_t correction = 1, const Tensor& fweights = Tensor(), const Tensor& aweights = Tensor());
Tensor corrcoef(const Tensor& input);
Tensor trapezoid_x(const Tensor& y, const Tensor& x, int64_t dim = -1);
Tensor trapezoid_dx(const Tensor& y, Scalar dx = 1, int64_t dim = -1);
Tensor cumulative_trapezoid_x(const Tensor& y, const Tensor& x, int64_t dim = -1);
Tensor cumulative_trapezoid_dx(const Tensor& y, Scalar dx = 1, int64_t dim = -1);

}  // namespace tenon
