// Generated from core/ops/fold.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor im2col(const Tensor& input, IntSpan kernel_size, IntSpan dilation, IntSpan padding, IntSpan stride);
Tensor col2im(const Tensor& input, IntSpan output_size, IntSpan kernel_size, IntSpan dilation, IntSpan padding, IntSpan stride);
Tensor im2col_unfold(const Tensor& input, IntSpan kernel_size, IntSpan dilation = Ints<1, 1>::span, IntSpan padding = Ints<0, 0>::span, IntSpan stride = Ints<1, 1>::span);
Tensor fold(const Tensor& input, IntSpan output_size, IntSpan kernel_size, IntSpan dilation = Ints<1, 1>::span, IntSpan padding = Ints<0, 0>::span, IntSpan stride = Ints<1, 1>::span);

}  // namespace tenon
