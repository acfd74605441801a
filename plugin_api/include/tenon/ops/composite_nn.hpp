// Generated from core/ops/composite_nn.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor glu(const Tensor& input, int64_t dim = -1) { return call<"glu", Tensor>(input, dim); }
inline Tensor pixel_shuffle(const Tensor& input, int64_t upscale_factor) { return call<"pixel_shuffle", Tensor>(input, upscale_factor); }
inline Tensor pixel_unshuffle(const Tensor& input, int64_t downscale_factor) { return call<"pixel_unshuffle", Tensor>(input, downscale_factor); }
inline Tensor channel_shuffle(const Tensor& input, int64_t groups) { return call<"channel_shuffle", Tensor>(input, groups); }
inline Tensor cosine_similarity(const Tensor& x1, const Tensor& x2, int64_t dim = 1, double eps = 1e-08) { return call<"cosine_similarity", Tensor>(x1, x2, dim, eps); }
inline Tensor pairwise_distance(const Tensor& x1, const Tensor& x2, double p = 2.0, double eps = 1e-06, bool keepdim = false) { return call<"pairwise_distance", Tensor>(x1, x2, p, eps, keepdim); }
inline Tensor bilinear(const Tensor& input1, const Tensor& input2, const Tensor& weight, const Tensor& bias = {}) { return call<"bilinear", Tensor>(input1, input2, weight, bias); }
inline Tensor rms_norm(const Tensor& input, IntSpan normalized_shape, const Tensor& weight = {}, std::optional<double> eps = {}) { return call<"rms_norm", Tensor>(input, normalized_shape, weight, eps); }

}  // namespace ops
TN_NAMESPACE_END
