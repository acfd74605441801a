// Ops along one dimension of a tensor.
#pragma once
#include "core/kernels/lines.h"
#include "core/tensor/tensor.h"

namespace tenon {

// `dim` wrapped, of a contiguous tensor of these sizes. A 0-d tensor is one line of one element.
kernels::Lines lines_of(IntSpan sizes, int64_t dim);
// Without dim, or with size 1 there when keepdim.
Dims sizes_without(IntSpan sizes, int64_t dim, bool keepdim);
// IndexError when there is no element along dim.
void check_not_empty(const char* op, const Tensor& input, int64_t dim);
// The gradient of values that were picked by position along dim.
Tensor picked_grad(const Tensor& grad, IntSpan in_sizes, int64_t dim, const Tensor& positions,
                   bool keepdim);

}  // namespace tenon
