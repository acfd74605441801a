// Generated from core/ops/distance.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor _cdist_forward(const Tensor& x1, const Tensor& x2, double p, std::optional<int64_t> compute_mode) { return call<"_cdist_forward", Tensor>(x1, x2, p, compute_mode); }
inline Tensor cdist(const Tensor& x1, const Tensor& x2, double p = 2.0, std::string_view compute_mode = "use_mm_for_euclid_dist_if_necessary") { return call<"cdist", Tensor>(x1, x2, p, compute_mode); }
inline Tensor pdist(const Tensor& input, double p = 2) { return call<"pdist", Tensor>(input, p); }
inline Tensor dist(const Tensor& input, const Tensor& other, double p = 2) { return call<"dist", Tensor>(input, other, p); }
inline Tensor renorm(const Tensor& input, const Value& p, int64_t dim, const Value& maxnorm) { return call<"renorm", Tensor>(input, p, dim, maxnorm); }
inline Tensor renorm_(const Tensor& input, const Value& p, int64_t dim, const Value& maxnorm) { return call<"renorm_", Tensor>(input, p, dim, maxnorm); }

}  // namespace ops
TN_NAMESPACE_END
