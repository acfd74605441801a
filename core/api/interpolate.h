// Generated from core/ops/interpolate.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor resample(const Tensor& input, IntSpan size, std::string_view mode, bool align_corners, bool antialias, std::span<const double> scales);
Tensor resample_backward(const Tensor& grad_output, IntSpan size, std::string_view mode, bool align_corners, bool antialias, std::span<const double> scales);
Tensor interpolate(const Tensor& input, const Value& size = Value(), const Value& scale_factor = Value(), std::string_view mode = "nearest", std::optional<bool> align_corners = std::nullopt, std::optional<bool> recompute_scale_factor = std::nullopt, bool antialias = false);

}  // namespace tenon
