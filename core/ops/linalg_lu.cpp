// The LU factorization with row exchanges, and solutions from it.
#include "core/api/linalg_lu.h"

#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/join.h"
#include "core/api/linalg_solve.h"
#include "core/api/ranges.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/linear_solve.h"
#include "core/ops/matrices.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using Three = std::tuple<Tensor, Tensor, Tensor>;

Three lu_factor_ex_cpu(const Tensor& A, bool pivot, bool check_errors) {
  check_matrix("torch.lu_factor", A);
  check_floating("torch.lu_factor", A);
  check(pivot || A.is_meta(),
        "linalg.lu_factor: LU without pivoting is not implemented on the CPU");
  Factored f = raw::lu_factor(A);
  if (check_errors) check_info("torch.linalg.lu_factor_ex", f.info);
  return {f.LU, f.pivots, f.info};
}

// Of A = P L U, by the gradients of L (below the diagonal) and U (on and above it), for square,
// wide and tall matrices (F. de Hoog, R. Anderssen, M. Lukas, Differentiation of matrix functionals
// using triangular factorization, 2011).
Tensor lu_grad(Tensor gL, Tensor gU, const Tensor& P, const Tensor& L, const Tensor& U) {
  int64_t m = L.size(-2), n = U.size(-1), k = L.size(-1);
  gL = tril(gL, -1);
  gU = triu(gU);
  Tensor U1 = narrow(U, -1, 0, k), L1 = narrow(L, -2, 0, k);
  Tensor g;
  if (m <= n) {
    Tensor inner = tril(sub(matmul(adjoint(L), gL), matmul(gU, adjoint(U))), -1);
    g = linalg_solve_triangular(adjoint(U1), inner, false, false);
    g = add(g, narrow(gU, -1, 0, k));
    if (m < n) g = cat(std::vector<Tensor>{g, narrow(gU, -1, k, n - k)}, -1);
    g = linalg_solve_triangular(adjoint(L), g, true, true, true);
  } else {
    Tensor inner = triu(sub(matmul(gU, adjoint(U)), matmul(adjoint(L), gL)));
    g = linalg_solve_triangular(adjoint(L1), inner, true, true, true);
    g = add(g, narrow(gL, -2, 0, k));
    g = cat(std::vector<Tensor>{g, narrow(gL, -2, k, m - k)}, -2);
    g = linalg_solve_triangular(adjoint(U), g, false, false);
  }
  return matmul(P, g);
}

void lu_factor_ex_vjp(VjpCtx& c) {
  auto [P, L, U] = lu_unpack(c.out(0), c.out(1));
  int64_t k = L.size(-1);
  c.grad_in(0, lu_grad(narrow(c.grad(), -1, 0, k), narrow(c.grad(), -2, 0, k), P, L, U));
}

std::tuple<Tensor, Tensor> lu_factor_body(const Tensor& A, bool pivot) {
  auto [LU, pivots, info] = linalg_lu_factor_ex(A, pivot, false);
  check_info("torch.linalg.lu_factor", info);
  return {LU, pivots};
}

// Columns of the unit matrix in the order that the row exchanges make of them.
Tensor permutation(const Tensor& pivots, int64_t rows, DType t) {
  Tensor P = new_tensor(with_batch(pivots, {rows, rows}, 1), t, pivots.device());
  if (P.is_meta()) return P;
  raw::fill(P, 0);
  Tensor exchanges = raw::contiguous(pivots);
  int64_t steps = pivots.size(-1), batch = batch_count(pivots, 1);
  size_t item = P.itemsize();
  alignas(16) char one[16];
  store_scalar(1, t, one);
  std::vector<int64_t> order(static_cast<size_t>(rows));
  for (int64_t b = 0; b < batch; ++b) {
    for (int64_t i = 0; i < rows; ++i) order[i] = i;
    const int32_t* p = exchanges.data<int32_t>() + b * steps;
    for (int64_t i = 0; i < steps; ++i) {
      check(p[i] >= 1 && p[i] <= rows,
            "pivots passed to lu_unpack must be between 1 and LU.size(-2) inclusive. Did you "
            "properly pass the result of lu_factor?");
      std::swap(order[i], order[p[i] - 1]);
    }
    for (int64_t i = 0; i < rows; ++i)
      std::memcpy(P.raw() + static_cast<size_t>((b * rows + order[i]) * rows + i) * item, one,
                  item);
  }
  return P;
}

Tensor none_of(const Tensor& like) {
  return new_tensor(IntSpan(Dims{0}), like.dtype(), like.device());
}

Three lu_unpack_body(const Tensor& LU, const Tensor& pivots, bool unpack_data, bool unpack_pivots) {
  check(LU.dim() >= 2,
        "torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: ", LU.sizes(),
        " instead");
  check(!unpack_pivots || pivots.dtype() == DType::I32,
        "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\n"
        "Note: this function is intended to be used with the output produced by "
        "torch.linalg.lu_factor");
  int64_t m = LU.size(-2), n = LU.size(-1), k = std::min(m, n);
  Tensor P = none_of(LU), L = none_of(LU), U = none_of(LU);
  if (unpack_data) {
    L = contiguous(narrow(LU, -1, 0, k));
    L = add(tril(L, -1), eye_m(m, k, LU.dtype(), std::nullopt, LU.device()));
    U = triu(contiguous(narrow(LU, -2, 0, k)));
  }
  if (unpack_pivots) P = permutation(pivots, m, LU.dtype());
  return {P, L, U};
}

Three linalg_lu_body(const Tensor& A, bool pivot) {
  check_matrix("linalg.lu", A);
  check_floating("linalg.lu", A);
  check(pivot || A.is_meta(),
        "linalg.lu_factor: LU without pivoting is not implemented on the CPU");
  auto [LU, pivots, info] = linalg_lu_factor_ex(A, pivot, false);
  return lu_unpack(LU, pivots);
}

Tensor lu_solve_cpu(const Tensor& LU, const Tensor& pivots, const Tensor& B, bool left,
                    bool adjoint) {
  check_floating("torch.linalg.lu_solve", LU);
  check(LU.dtype() == B.dtype(),
        "linalg.lu_solve: Expected LU and B to have the same dtype, but found LU of type ",
        scalar_type_name(LU.dtype()), " and B of type ", scalar_type_name(B.dtype()), " instead");
  check(pivots.dtype() == DType::I32,
        "linalg.lu_solve: pivots should be a Tensor of scalar type torch.int32");
  check_square("torch.linalg.lu_solve", LU);
  check_system("linalg.lu_solve", LU, B, left);
  check(
      LU.size(-1) == pivots.size(-1),
      "linalg.lu_solve: Number of pivots per batch should be same as the dimension of the matrix");
  check(same(batch_sizes(LU, 1), pivots.sizes()),
        "linalg.lu_solve: Expected LU.shape[:-1] and pivots.shape to be the same, but got pivots "
        "with shape ",
        pivots.sizes(), " instead");
  return raw::lu_solve(LU, pivots, B, left, adjoint);
}

// By LU, through L and U of which it consists.
Tensor lu_solve_LU_grad(VjpCtx& c, bool left, bool adjoint_) {
  auto [P, L, U] = lu_unpack(c.in(0), c.in(1), true, left == adjoint_);
  Tensor g = c.grad(), X = c.out();
  if (left != adjoint_) {
    Tensor product = neg(left ? matmul(g, adjoint(X)) : matmul(adjoint(g), X));
    Tensor gR = linalg_solve_triangular(adjoint(U), product, false);
    Tensor gL = linalg_solve_triangular(adjoint(L), matmul(gR, adjoint(U)), true, true, true);
    return add(tril(gL, -1), triu(gR));
  }
  Tensor product = left ? matmul(X, adjoint(g)) : matmul(adjoint(X), g);
  Tensor gR = neg(matmul(matmul(mT(P), product), P));
  gR = linalg_solve_triangular(adjoint(L), gR, true, false, true);
  Tensor gU = linalg_solve_triangular(adjoint(U), matmul(adjoint(L), gR), false, false);
  return add(tril(gR, -1), triu(gU));
}

void lu_solve_vjp(VjpCtx& c) {
  bool left = c.arg(3).to_bool(), adjoint_ = c.arg(4).to_bool();
  if (c.needs(2)) c.grad_in(2, linalg_lu_solve(c.in(0), c.in(1), c.grad(), left, !adjoint_));
  if (c.needs(0)) c.grad_in(0, lu_solve_LU_grad(c, left, adjoint_));
}

Tensor torch_lu_solve_body(const Tensor& input, const Tensor& LU, const Tensor& pivots) {
  return linalg_lu_solve(LU, pivots, input);
}

constexpr OpDef kOps[] = {
    {.schema = "linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -> "
               "(Tensor LU, Tensor pivots, Tensor info)",
     .cpu = kernel<lu_factor_ex_cpu>(),
     .vjp = lu_factor_ex_vjp,
     .saves = "LU, pivots",
     .traits = Out,
     .paths = "tenon.linalg.lu_factor_ex",
     .doc =
         R"(Returns the LU factorization in compact form, and info: 0, or the position of the first zero on U's diagonal.

Args:
    A: matrices [*, m, n].
    check_errors: raises LinAlgError instead of returning an info that is not 0.

Example:
    >>> tenon.linalg.lu_factor_ex(tenon.tensor([[0.0, 1.0], [2.0, 3.0]])).LU
    tensor([[2., 3.],
            [0., 1.]])
)"},
    {.schema = "linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)",
     .body = kernel<lu_factor_body>(),
     .traits = Out,
     .paths = "tenon.linalg.lu_factor",
     .doc =
         R"(Returns the LU factorization in compact form: L below the diagonal, U on and above it, and the row exchanges.

LAPACK ?getrf (E. Anderson et al., LAPACK Users' Guide, 3rd ed., SIAM 1999).

Args:
    A: matrices [*, m, n].

Example:
    >>> tenon.linalg.lu_factor(tenon.tensor([[0.0, 1.0], [2.0, 3.0]])).pivots
    tensor([2, 2], dtype=tenon.int32)
)"},
    {.schema = "linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)",
     .body = kernel<linalg_lu_body>(),
     .traits = Out,
     .paths = "tenon.linalg.lu",
     .doc =
         R"(Returns a permutation P, a unit lower triangular L and an upper triangular U with A = P L U.

Example:
    >>> P, L, U = tenon.linalg.lu(tenon.tensor([[0.0, 1.0], [2.0, 3.0]]))
    >>> P @ L @ U
    tensor([[0., 1.],
            [2., 3.]])
)"},
    {.schema = "lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool "
               "unpack_pivots=True) -> (Tensor P, Tensor L, Tensor U)",
     .body = kernel<lu_unpack_body>(),
     .traits = Out,
     .doc =
         R"(Returns P, L and U of a compact LU factorization; empty tensors for what is not asked.

Example:
    >>> tenon.lu_unpack(*tenon.linalg.lu_factor(tenon.tensor([[2.0, 1.0], [1.0, 1.0]]))).L
    tensor([[1.0000, 0.0000],
            [0.5000, 1.0000]])
)"},
    {.schema = "linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool "
               "adjoint=False) -> Tensor",
     .cpu = kernel<lu_solve_cpu>(),
     .vjp = lu_solve_vjp,
     .saves = "LU, pivots, out:LU",
     .traits = Out,
     .paths = "tenon.linalg.lu_solve",
     .doc = R"(Solves A X = B, or X A = B, given the LU factorization of A. Batches broadcast.

Args:
    left: solves A X = B instead of X A = B.
    adjoint: solves with the adjoint of A.

Example:
    >>> LU, pivots = tenon.linalg.lu_factor(tenon.tensor([[2.0, 0.0], [0.0, 4.0]]))
    >>> tenon.linalg.lu_solve(LU, pivots, tenon.tensor([[2.0], [2.0]]))
    tensor([[1.0000],
            [0.5000]])
)"},
    {.schema = "lu_solve(Tensor input, Tensor LU_data, Tensor LU_pivots) -> Tensor",
     .body = kernel<torch_lu_solve_body>(),
     .traits = Method | Out,
     .doc = R"(Solves A X = input given the LU factorization of A. See linalg.lu_solve().

Example:
    >>> LU, pivots = tenon.linalg.lu_factor(tenon.tensor([[2.0]]))
    >>> tenon.lu_solve(tenon.tensor([[4.0]]), LU, pivots)
    tensor([[2.]])
)"},
};

}  // namespace
void register_linalg_lu(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
