// Systems of linear equations inside kernels: LU factorizations and solutions from them.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon {

// RuntimeErrors unless A X = B (or X A = B) makes sense for these shapes.
void check_system(const char* op, const Tensor& A, const Tensor& B, bool left);

// NumPy's rule: B is a batch of vectors if it has one dimension less than A, and the sizes fit.
bool is_vectors(const Tensor& A, IntSpan B);
// Vectors as matrices of one column, and back; the latter is no view.
Tensor as_column(const Tensor& v);
Tensor without_column(const Tensor& x);

struct Factored {
  Tensor LU, pivots, info;
};

namespace raw {

Factored lu_factor(const Tensor& A);
// X with op(A) X = B or X op(A) = B, op the adjoint if asked; batches broadcast. Column-major, or
// row-major without `left`.
Tensor lu_solve(const Tensor& LU, const Tensor& pivots, const Tensor& B, bool left, bool adjoint);

}  // namespace raw
}  // namespace tenon
