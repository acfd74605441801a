// Generated from core/ops/conv.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor conv1d(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1>::span, IntSpan padding = detail::List<0>::span, IntSpan dilation = detail::List<1>::span, int64_t groups = 1) { return call<"conv1d", Tensor>(input, weight, bias, stride, padding, dilation, groups); }
inline Tensor conv1d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1>::span, std::string_view padding = "valid", IntSpan dilation = detail::List<1>::span, int64_t groups = 1) { return call<"conv1d.padding", Tensor>(input, weight, bias, stride, padding, dilation, groups); }
inline Tensor conv_transpose1d(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1>::span, IntSpan padding = detail::List<0>::span, IntSpan output_padding = detail::List<0>::span, int64_t groups = 1, IntSpan dilation = detail::List<1>::span) { return call<"conv_transpose1d", Tensor>(input, weight, bias, stride, padding, output_padding, groups, dilation); }
inline Tensor conv2d(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1, 1>::span, IntSpan padding = detail::List<0, 0>::span, IntSpan dilation = detail::List<1, 1>::span, int64_t groups = 1) { return call<"conv2d", Tensor>(input, weight, bias, stride, padding, dilation, groups); }
inline Tensor conv2d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1, 1>::span, std::string_view padding = "valid", IntSpan dilation = detail::List<1, 1>::span, int64_t groups = 1) { return call<"conv2d.padding", Tensor>(input, weight, bias, stride, padding, dilation, groups); }
inline Tensor conv_transpose2d(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1, 1>::span, IntSpan padding = detail::List<0, 0>::span, IntSpan output_padding = detail::List<0, 0>::span, int64_t groups = 1, IntSpan dilation = detail::List<1, 1>::span) { return call<"conv_transpose2d", Tensor>(input, weight, bias, stride, padding, output_padding, groups, dilation); }
inline Tensor conv3d(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1, 1, 1>::span, IntSpan padding = detail::List<0, 0, 0>::span, IntSpan dilation = detail::List<1, 1, 1>::span, int64_t groups = 1) { return call<"conv3d", Tensor>(input, weight, bias, stride, padding, dilation, groups); }
inline Tensor conv3d_padding(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1, 1, 1>::span, std::string_view padding = "valid", IntSpan dilation = detail::List<1, 1, 1>::span, int64_t groups = 1) { return call<"conv3d.padding", Tensor>(input, weight, bias, stride, padding, dilation, groups); }
inline Tensor conv_transpose3d(const Tensor& input, const Tensor& weight, const Tensor& bias = {}, IntSpan stride = detail::List<1, 1, 1>::span, IntSpan padding = detail::List<0, 0, 0>::span, IntSpan output_padding = detail::List<0, 0, 0>::span, int64_t groups = 1, IntSpan dilation = detail::List<1, 1, 1>::span) { return call<"conv_transpose3d", Tensor>(input, weight, bias, stride, padding, output_padding, groups, dilation); }

}  // namespace ops
TN_NAMESPACE_END
