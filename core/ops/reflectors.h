// Householder reflectors as LAPACK stores them: H_i = 1 - tau_i v_i v_i^H, with v_i below the
// diagonal of column i, a one on it, and zeros above.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon::raw {

// Overwrites `a`, column-major, by R and the reflectors of Q; the factors tau.
Tensor reflect(const Tensor& a);
// Overwrites `q`, column-major, whose first columns hold the reflectors, by their product.
void multiply_out(const Tensor& q, const Tensor& tau);
// Overwrites `c`, column-major, by Q c, or c Q without `left`, or the same with the adjoint of Q.
void apply_reflectors(const Tensor& reflectors, const Tensor& tau, const Tensor& c, bool left,
                      bool adjoint);

}  // namespace tenon::raw
