#include "core/ops/linear_solve.h"

#include <algorithm>

#include "core/iter/pointwise.h"
#include "core/ops/matrices.h"
#include "core/tensor/layout.h"

namespace tenon {

void check_system(const char* op, const Tensor& A, const Tensor& B, bool left) {
  check_square(op, A, "A");
  check_matrix(op, B, "B");
  check(left ? A.size(-2) == B.size(-2) : A.size(-1) == B.size(-1), op,
        ": Incompatible shapes of A and B for the equation ", left ? "AX = B" : "XA = B", " (",
        A.size(-2), "x", A.size(-1), " and ", B.size(-2), "x", B.size(-1), ")");
}

bool is_vectors(const Tensor& A, IntSpan B) {
  return B.size() == 1 || (A.dim() >= 1 && A.dim() - 1 == static_cast<int64_t>(B.size()) &&
                           same(batch_sizes(A, 1), B));
}

Tensor as_column(const Tensor& v) {
  Dims sizes = v.sizes(), strides = v.strides();
  sizes.push_back(1);
  strides.push_back(1);
  return make_view(v, sizes, strides, v.offset());
}

Tensor without_column(const Tensor& x) {
  Dims sizes = x.sizes(), strides = x.strides();
  sizes.erase(sizes.size() - 1);
  strides.erase(strides.size() - 1);
  return make_alias(make_view(x, sizes, strides, x.offset()));
}

namespace raw {

Factored lu_factor(const Tensor& A) {
  int64_t m = A.size(-2), n = A.size(-1), k = std::min(m, n);
  Tensor LU = to_columns(A);
  Tensor pivots = new_tensor(with_batch(A, {k}), DType::I32, A.device());
  Tensor info = new_tensor(batch_sizes(A), DType::I32, A.device());
  if (A.is_meta()) return {LU, pivots, info};
  if (LU.numel() == 0) {
    fill(info, 0);
    return {LU, pivots, info};
  }
  double cost = static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  with_routines(LU.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto a = mats<T>(LU);
    auto exchanges = vecs<int>(pivots), codes = numbers<int>(info);
    for_batch(info.numel(), cost, [&](int64_t b, int64_t count) {
      r.getrf(lapack_size(m), lapack_size(n), count, a.from(b), exchanges.from(b), codes.from(b));
    });
  });
  return {LU, pivots, info};
}

namespace {

template <class T>
void conjugate([[maybe_unused]] const Tensor& x) {
  if constexpr (!std::is_same_v<T, lapack::Real<T>>) {
    T* data = x.data<T>();
    for (int64_t i = 0; i < x.numel(); ++i) data[i] = std::conj(data[i]);
  }
}

}  // namespace

// X op(A) = B is op(A)^T X^T = B^T. LAPACK knows no conjugate without a transpose: there, both
// sides are conjugated.
Tensor lu_solve(const Tensor& LU, const Tensor& pivots, const Tensor& B, bool left, bool adjoint) {
  Dims sizes = broadcast_sizes(batch_sizes(LU), batch_sizes(B));
  Dims batch = sizes;
  int64_t count_all = checked_numel(batch);
  sizes.push_back(B.size(-2));
  sizes.push_back(B.size(-1));
  if (!left) std::swap(sizes[sizes.size() - 2], sizes[sizes.size() - 1]);
  Tensor X = to_columns(left ? B : transposed(B), sizes);
  Tensor out = left ? X : make_alias(transposed(X));
  if (X.is_meta() || X.numel() == 0) return out;
  Tensor factor = operand_columns(LU, batch);
  Tensor exchanges = contiguous(pivots);
  if (batch_count(LU) > 1 && !same(batch_sizes(LU), batch)) {
    Dims all = batch;
    all.push_back(pivots.size(-1));
    exchanges = new_tensor(all, DType::I32);
    raw::copy(exchanges, pivots);
  }
  char trans = left ? (adjoint ? 'C' : 'N') : (adjoint ? 'N' : 'T');
  int64_t n = LU.size(-1), k = X.size(-1);
  double cost = 2.0 * static_cast<double>(n) * static_cast<double>(n) * static_cast<double>(k);
  with_routines(X.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    bool conjugated = !left && adjoint;
    if (conjugated) conjugate<T>(X);
    auto a = mats<const T>(factor);
    auto p = vecs<const int>(exchanges);
    auto x = mats<T>(X);
    for_batch(count_all, cost, [&](int64_t b, int64_t count) {
      r.getrs(trans, lapack_size(n), lapack_size(k), count, a.from(b), p.from(b), x.from(b));
    });
    if (conjugated) conjugate<T>(X);
  });
  return out;
}

}  // namespace raw
}  // namespace tenon
