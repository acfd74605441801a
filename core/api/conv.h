// Generated from core/ops/conv.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor conv1d(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1>::span, IntSpan padding = Ints<0>::span, IntSpan dilation = Ints<1>::span, int64_t groups = 1);
Tensor conv1d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1>::span, std::string_view padding = "valid", IntSpan dilation = Ints<1>::span, int64_t groups = 1);
Tensor conv_transpose1d(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1>::span, IntSpan padding = Ints<0>::span, IntSpan output_padding = Ints<0>::span, int64_t groups = 1, IntSpan dilation = Ints<1>::span);
Tensor conv2d(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1, 1>::span, IntSpan padding = Ints<0, 0>::span, IntSpan dilation = Ints<1, 1>::span, int64_t groups = 1);
Tensor conv2d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1, 1>::span, std::string_view padding = "valid", IntSpan dilation = Ints<1, 1>::span, int64_t groups = 1);
Tensor conv_transpose2d(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1, 1>::span, IntSpan padding = Ints<0, 0>::span, IntSpan output_padding = Ints<0, 0>::span, int64_t groups = 1, IntSpan dilation = Ints<1, 1>::span);
Tensor conv3d(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1, 1, 1>::span, IntSpan padding = Ints<0, 0, 0>::span, IntSpan dilation = Ints<1, 1, 1>::span, int64_t groups = 1);
Tensor conv3d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1, 1, 1>::span, std::string_view padding = "valid", IntSpan dilation = Ints<1, 1, 1>::span, int64_t groups = 1);
Tensor conv_transpose3d(const Tensor& input, const Tensor& weight, const Tensor& bias = Tensor(), IntSpan stride = Ints<1, 1, 1>::span, IntSpan padding = Ints<0, 0, 0>::span, IntSpan output_padding = Ints<0, 0, 0>::span, int64_t groups = 1, IntSpan dilation = Ints<1, 1, 1>::span);

}  // namespace tenon
