// Generated from core/ops/distance.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor _cdist_forward(const Tensor& x1, const Tensor& x2, double p, std::optional<int64_t> compute_mode);
Tensor cdist(const Tensor& x1, const Tensor& x2, double p = 2.0, std::string_view compute_mode = "use_mm_for_euclid_dist_if_necessary");
Tensor pdist(const Tensor& input, double p = 2);
Tensor dist(const Tensor& input, const Tensor& other, double p = 2);
Tensor renorm(const Tensor& input, Scalar p, int64_t dim, Scalar maxnorm);
Tensor renorm_(const Tensor& input, Scalar p, int64_t dim, Scalar maxnorm);

}  // namespace tenon
