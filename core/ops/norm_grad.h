// The gradients of normalisations out of public ops, for when they are to be differentiated again.
#pragma once
#include <tuple>

#include "core/tensor/tensor.h"

namespace tenon {

// The tensor in float32 when it is of a 16-bit type: sums of these gradients must not be rounded on
// the way.
Tensor widened(const Tensor& t);
// With u = (x - mean) / sqrt(var + eps) over `dims`: u, and the gradient by x of sum(h u), both
// differentiable.
std::tuple<Tensor, Tensor> normalized_grad(const Tensor& x, const Tensor& h, IntSpan dims,
                                           double eps);

}  // namespace tenon
