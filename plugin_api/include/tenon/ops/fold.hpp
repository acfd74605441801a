// Generated from core/ops/fold.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor im2col(const Tensor& input, IntSpan kernel_size, IntSpan dilation, IntSpan padding, IntSpan stride) { return call<"im2col", Tensor>(input, kernel_size, dilation, padding, stride); }
inline Tensor col2im(const Tensor& input, IntSpan output_size, IntSpan kernel_size, IntSpan dilation, IntSpan padding, IntSpan stride) { return call<"col2im", Tensor>(input, output_size, kernel_size, dilation, padding, stride); }
inline Tensor im2col_unfold(const Tensor& input, IntSpan kernel_size, IntSpan dilation = detail::List<1, 1>::span, IntSpan padding = detail::List<0, 0>::span, IntSpan stride = detail::List<1, 1>::span) { return call<"im2col.unfold", Tensor>(input, kernel_size, dilation, padding, stride); }
inline Tensor fold(const Tensor& input, IntSpan output_size, IntSpan kernel_size, IntSpan dilation = detail::List<1, 1>::span, IntSpan padding = detail::List<0, 0>::span, IntSpan stride = detail::List<1, 1>::span) { return call<"fold", Tensor>(input, output_size, kernel_size, dilation, padding, stride); }

}  // namespace ops
TN_NAMESPACE_END
