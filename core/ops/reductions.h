// Shared by the families that reduce over dimensions.
#pragma once
#include "core/iter/reduce.h"
#include "core/registry/value.h"

namespace tenon {

// How many elements go into each result.
int64_t reduced_count(const Tensor& input, const DimSet& dims);
// The inverse of reducing by the arguments `dim` (None, int or ints) and keepdim: a gradient
// expanded to the input's sizes.
Tensor expand_reduced(const Tensor& grad, IntSpan sizes, const Value& dim, bool keepdim);
// A tensor reduced without keepdim, with its dimensions put back as size 1.
Tensor restore_dims(const Tensor& reduced, IntSpan sizes, const Value& dim, bool keepdim);

}  // namespace tenon
