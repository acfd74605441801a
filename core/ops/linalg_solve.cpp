// Systems of linear equations, triangular ones among them, and inverses.
#include "core/api/linalg_solve.h"

#include "core/api/copy.h"
#include "core/api/linalg_lu.h"
#include "core/base/warn.h"
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

using Pair = std::tuple<Tensor, Tensor>;
using Four = std::tuple<Tensor, Tensor, Tensor, Tensor>;

Tensor empty_strided_columns(const Tensor& like, IntSpan sizes) {
  return raw::new_columns(sizes, like.dtype(), like.device());
}

Four solve_cpu(const Tensor& A, const Tensor& B, bool left, bool check_errors) {
  check_floating("linalg.solve", A);
  check_same_type("linalg.solve", A, B);
  bool vector = is_vectors(A, B.sizes());
  Tensor rhs = vector ? as_column(B) : B;
  check_system("linalg.solve", A, rhs, left);
  check(left || !vector,
        "linalg.solve: Vector broadcasting of the left hand side is not supported for left=False. "
        "In this case linalg.solve is equivalent to B / A.squeeze(-1)");
  broadcast_sizes(batch_sizes(rhs), batch_sizes(A));
  Factored f = raw::lu_factor(A);
  if (check_errors) check_info("torch.linalg.solve_ex", f.info);
  Tensor X = raw::lu_solve(f.LU, f.pivots, rhs, left, false);
  if (vector) X = without_column(X);
  // PyTorch lays a batch of vectors out as if it were a matrix.
  if (vector && X.dim() > 1) X = raw::to_columns(X);
  return {X, f.LU, f.pivots, f.info};
}

// gB = A^-H g and gA = -gB X^H. A second gradient must see A itself, not its factorization.
void solve_vjp(VjpCtx& c) {
  bool left = c.arg(2).to_bool();
  Tensor X = c.out(0), LU = c.out(1), g = c.grad();
  bool vector = g.dim() < LU.dim();
  if (vector) g = unsqueeze(g, -1);
  Tensor gB = c.recording() ? linalg_solve(adjoint(c.in(0)), g, left)
                            : linalg_lu_solve(LU, c.out(2), g, left, true);
  if (c.needs(0)) {
    Tensor Xh = adjoint(vector ? unsqueeze(X, -1) : X);
    c.grad_in(0, neg(left ? matmul(gB, Xh) : matmul(Xh, gB)));
  }
  c.grad_in(1, vector ? squeeze_dim(gB, -1) : gB);
}

Pair solve_ex_body(const Tensor& A, const Tensor& B, bool left, bool check_errors) {
  auto [X, LU, pivots, info] = _linalg_solve_ex(A, B, left, check_errors);
  return {X, info};
}

Tensor solve_body(const Tensor& A, const Tensor& B, bool left) {
  auto [X, info] = linalg_solve_ex(A, B, left, false);
  check_info("torch.linalg.solve", info);
  return X;
}

Pair inv_ex_cpu(const Tensor& A, bool check_errors) {
  check_floating("linalg.inv", A);
  check_square("linalg.inv", A);
  Tensor unit = raw::new_columns(A.sizes(), A.dtype(), A.device());
  raw::fill_unit(unit);
  Factored f = raw::lu_factor(A);
  if (check_errors) check_info("linalg.inv_ex", f.info);
  return {raw::lu_solve(f.LU, f.pivots, unit, true, false), f.info};
}

void inv_ex_vjp(VjpCtx& c) {
  Tensor h = adjoint(c.out());
  c.grad_in(0, neg(matmul(h, matmul(c.grad(), h))));
}

Tensor inv_body(const Tensor& A) {
  auto [inverse, info] = linalg_inv_ex(A);
  check_info("linalg.inv", info);
  return inverse;
}

Tensor solve_triangular_cpu(const Tensor& A, const Tensor& B, bool upper, bool left,
                            bool unitriangular) {
  check_system("linalg.solve_triangular", A, B, left);
  check_same_type("linalg.solve_triangular", A, B);
  check_lapack("triangular_solve_cpu", A);
  Dims batch = broadcast_sizes(batch_sizes(A), batch_sizes(B)), sizes = batch;
  sizes.push_back(B.size(-2));
  sizes.push_back(B.size(-1));
  Tensor X = raw::to_columns(B, sizes);
  if (X.is_meta() || X.numel() == 0) return X;
  // The transpose of a row-major factor is column-major: no copy, and the other triangle.
  bool rows = A.stride(-1) == 1 || A.size(-1) == 1;
  Tensor factor = raw::operand_columns(rows ? raw::transposed(A) : A, batch);
  char triangle = upper != rows ? 'U' : 'L', trans = rows ? 'T' : 'N';
  int64_t m = B.size(-2), n = B.size(-1), order = A.size(-1);
  double cost = static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(order);
  with_routines(X.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto a = mats<const T>(factor);
    auto x = mats<T>(X);
    for_batch(checked_numel(batch), cost, [&](int64_t b, int64_t count) {
      r.trsm(left ? 'L' : 'R', triangle, trans, unitriangular ? 'U' : 'N', lapack_size(m),
             lapack_size(n), count, a.from(b), x.from(b));
    });
  });
  return X;
}

void solve_triangular_vjp(VjpCtx& c) {
  bool upper = c.arg(2).to_bool(), left = c.arg(3).to_bool(), unit = c.arg(4).to_bool();
  Tensor gB = linalg_solve_triangular(adjoint(c.in(0)), c.grad(), !upper, left, unit);
  c.grad_in(1, gB);
  if (!c.needs(0)) return;
  Tensor Xh = adjoint(c.out());
  Tensor gA = neg(left ? matmul(gB, Xh) : matmul(Xh, gB));
  c.grad_in(0, upper ? triu(gA, unit ? 1 : 0) : tril(gA, unit ? -1 : 0));
}

Pair triangular_solve_body(const Tensor& input, const Tensor& A, bool upper, bool transposed,
                           bool unitriangular) {
  TN_WARN_ONCE(
      "tenon.triangular_solve is deprecated in favor of tenon.linalg.solve_triangularand will be "
      "removed in a future PyTorch release.\ntenon.linalg.solve_triangular has its arguments "
      "reversed and does not return a copy of one of the inputs.\nX = tenon.triangular_solve(B, "
      "A).solution\nshould be replaced with\nX = tenon.linalg.solve_triangular(A, B).");
  check(input.dim() >= 2,
        "torch.triangular_solve: Expected b to have at least 2 dimensions, but it has ",
        input.dim(), " dimensions instead");
  check(A.dim() >= 2,
        "torch.triangular_solve: Expected A to have at least 2 dimensions, but it has ", A.dim(),
        " dimensions instead");
  Dims batch = broadcast_sizes(batch_sizes(input), batch_sizes(A));
  Dims sizes = batch;
  sizes.push_back(A.size(-2));
  sizes.push_back(A.size(-1));
  Tensor factor = transposed ? mT(A) : A;
  Tensor X = linalg_solve_triangular(factor, input, upper != transposed, true, unitriangular);
  Tensor copy = empty_strided_columns(A, sizes);
  return {X, copy_(copy, A)};
}

constexpr OpDef kOps[] = {
    {.schema = "_linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) "
               "-> (Tensor result, Tensor LU, Tensor pivots, Tensor info)",
     .cpu = kernel<solve_cpu>(),
     .vjp = solve_vjp,
     .saves = "A, result, LU, pivots",
     .traits = NoFunction,
     .doc = R"(linalg.solve_ex(), and the factorization of A that it used.)"},
    {.schema = "linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> "
               "(Tensor result, Tensor info)",
     .body = kernel<solve_ex_body>(),
     .traits = Out,
     .paths = "tenon.linalg.solve_ex",
     .doc =
         R"(Returns the solution of A X = B, and info: 0, or the position of the first zero pivot of a singular A.

Args:
    left: solves A X = B instead of X A = B.
    check_errors: raises LinAlgError instead of returning an info that is not 0.

Example:
    >>> tenon.linalg.solve_ex(tenon.tensor([[2.0]]), tenon.tensor([[3.0]])).info
    tensor(0, dtype=tenon.int32)
)"},
    {.schema = "linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor",
     .body = kernel<solve_body>(),
     .traits = Out,
     .paths = "tenon.linalg.solve",
     .doc =
         R"(Returns the solution of A X = B for square A; B holds vectors or matrices. LinAlgError when A is singular.

Gaussian elimination with partial pivoting, LAPACK ?getrf and ?getrs (E. Anderson et al., LAPACK Users' Guide, 3rd ed.,
SIAM 1999).

Args:
    A: matrices [*, n, n].
    B: vectors [*, n] or matrices [*, n, k]; batches broadcast.
    left: solves A X = B instead of X A = B.

Example:
    >>> tenon.linalg.solve(tenon.tensor([[3.0, 1.0], [1.0, 2.0]]), tenon.tensor([9.0, 8.0]))
    tensor([2., 3.])
)"},
    {.schema =
         "linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)",
     .cpu = kernel<inv_ex_cpu>(),
     .vjp = inv_ex_vjp,
     .saves = "inverse",
     .traits = Out,
     .paths = "tenon.linalg.inv_ex",
     .doc =
         R"(Returns the inverse, and info: 0, or the position of the first zero pivot of a singular matrix.

Args:
    check_errors: raises LinAlgError instead of returning an info that is not 0.

Example:
    >>> tenon.linalg.inv_ex(tenon.tensor([[2.0]])).inverse
    tensor([[0.5000]])
)"},
    {.schema = "linalg_inv(Tensor A) -> Tensor",
     .body = kernel<inv_body>(),
     .traits = Out,
     .paths = "tenon.linalg.inv",
     .doc = R"(Returns the inverse of each matrix. LinAlgError when one is singular.

Prefer solve(A, B) to inv(A) @ B: it is faster and more accurate (N. Higham, Accuracy and Stability of Numerical Algorithms,
2nd ed., SIAM 2002, ch. 14).

Example:
    >>> tenon.linalg.inv(tenon.tensor([[1.0, 2.0], [0.0, 1.0]]))
    tensor([[ 1., -2.],
            [ 0.,  1.]])
)"},
    {.schema = "inverse(Tensor input) -> Tensor",
     .body = kernel<inv_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the inverse of each matrix. See linalg.inv().

Example:
    >>> tenon.inverse(tenon.tensor([[4.0]]))
    tensor([[0.2500]])
)"},
    {.schema =
         "linalg_solve_triangular(Tensor input, Tensor B, *, bool upper, bool left=True, bool "
         "unitriangular=False) -> Tensor",
     .cpu = kernel<solve_triangular_cpu>(),
     .vjp = solve_triangular_vjp,
     .saves = "input, out:input",
     .traits = Out,
     .paths = "tenon.linalg.solve_triangular",
     .doc =
         R"(Returns the solution of A X = B for a triangular matrix A, of which the other triangle is not read.

BLAS ?trsm.

Args:
    input: A, matrices [*, n, n].
    B: matrices [*, n, k]; batches broadcast.
    upper: A is upper triangular, else lower.
    left: solves A X = B instead of X A = B.
    unitriangular: takes the diagonal for ones, without reading it.

Example:
    >>> tenon.linalg.solve_triangular(tenon.tensor([[2.0, 1.0], [0.0, 1.0]]), tenon.tensor([[3.0], [1.0]]), upper=True)
    tensor([[1.],
            [1.]])
)"},
    {.schema =
         "triangular_solve(Tensor input, Tensor A, bool upper=True, bool transpose=False, bool "
         "unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)",
     .body = kernel<triangular_solve_body>(),
     .traits = Method | Out,
     .doc =
         R"(Returns the solution of A X = input for triangular A, and a copy of A. See linalg.solve_triangular().

Example:
    >>> tenon.triangular_solve(tenon.tensor([[6.0]]), tenon.tensor([[3.0]])).solution
    tensor([[2.]])
)"},
};

}  // namespace
void register_linalg_solve(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
