// The exponential of square matrices, without recording.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon {

// exp of each matrix [*, n, n] of float32, float64 or a complex dtype, by Taylor polynomials of
// degrees 1 to 18, scaling and squaring.
Tensor matrix_exponential(const Tensor& a);

}  // namespace tenon
