// Copies between two orders of dimensions (a transpose, NCHW to NHWC) through small blocks that
// stay in the cache.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon {

// Copies src to dst, of the same sizes and dtype and with other storage, when the innermost
// dimensions of the two differ and it pays. False: nothing was done.
bool copy_transposed(const Tensor& dst, const Tensor& src);

}  // namespace tenon
