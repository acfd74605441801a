// Generated from core/ops/interpolate.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor resample(const Tensor& input, IntSpan size, std::string_view mode, bool align_corners, bool antialias, std::span<const double> scales) { return call<"resample", Tensor>(input, size, mode, align_corners, antialias, scales); }
inline Tensor resample_backward(const Tensor& grad_output, IntSpan size, std::string_view mode, bool align_corners, bool antialias, std::span<const double> scales) { return call<"resample_backward", Tensor>(grad_output, size, mode, align_corners, antialias, scales); }
inline Tensor interpolate(const Tensor& input, const Value& size = {}, const Value& scale_factor = {}, std::string_view mode = "nearest", std::optional<bool> align_corners = {}, std::optional<bool> recompute_scale_factor = {}, bool antialias = false) { return call<"interpolate", Tensor>(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias); }

}  // namespace ops
TN_NAMESPACE_END
