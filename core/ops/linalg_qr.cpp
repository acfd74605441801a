// The QR factorization, and Householder reflectors.
#include "core/api/linalg_qr.h"

#include "core/api/create.h"
#include "core/api/join.h"
#include "core/api/linalg_solve.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/reflectors.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using Pair = std::tuple<Tensor, Tensor>;

// The first columns or rows of a batch.
Tensor part(const Tensor& a, int64_t rows, int64_t columns) {
  Dims sizes = a.sizes();
  sizes[sizes.size() - 2] = rows;
  sizes[sizes.size() - 1] = columns;
  return make_view(a, sizes, a.strides(), a.offset());
}

Pair qr_cpu(const Tensor& A, std::string_view how) {
  check_matrix("linalg.qr", A);
  check_floating("linalg.qr", A);
  check(how == "reduced" || how == "complete" || how == "r", "qr received unrecognized mode '", how,
        "' but expected one of 'reduced' (default), 'r', or 'complete'");
  int64_t m = A.size(-2), n = A.size(-1), k = std::min(m, n);
  int64_t columns = how == "complete" ? m : k;
  Tensor a = raw::to_columns(A), tau = raw::reflect(a);
  Tensor R = raw::to_columns(part(a, columns, n));
  raw::zero_below(R, 0);
  if (how == "r") return {new_like(A, IntSpan(Dims{0})), R};
  Tensor Q = raw::new_columns(with_batch(A, {m, columns}), A.dtype(), A.device());
  if (Q.is_meta()) return {Q, R};
  raw::copy(part(Q, m, k), part(a, m, k));
  if (k == 0) raw::fill_unit(Q);
  raw::multiply_out(Q, tau);
  return {Q, R};
}

// x + x^H, and (x - x^H) of the lower triangle, with the diagonal counted once.
Tensor symmetric(const Tensor& x) {
  Tensor both = add(x, adjoint(x));
  return sub(both, diag_embed(mul(diagonal(both, 0, -2, -1), 0.5)));
}

// For a square or tall A (L. Walter and A. Lehmann, On algorithmic differentiation of matrix
// factorizations, 2010).
Tensor qr_grad(const Tensor& gQ, const Tensor& gR, const Tensor& Q, const Tensor& R) {
  Tensor inner;
  if (gR) inner = matmul(gR, adjoint(R));
  if (gQ) {
    Tensor turned = matmul(adjoint(Q), gQ);
    inner = inner ? sub(inner, turned) : neg(turned);
  }
  Tensor g = matmul(Q, symmetric(triu(inner)));
  if (gQ) g = add(g, gQ);
  return linalg_solve_triangular(adjoint(R), g, false, false);
}

// A wide A = [X, Y] has X = Q U and Y = Q V.
Tensor wide_qr_grad(Tensor gQ, const Tensor& gR, const Tensor& Q, const Tensor& R) {
  int64_t m = Q.size(-1), n = R.size(-1);
  if (!gR)
    return cat(std::vector<Tensor>{qr_grad(gQ, {}, Q, narrow(R, -1, 0, m)),
                                   zeros_like(narrow(R, -1, m, n - m))},
               -1);
  Tensor gV = narrow(gR, -1, m, n - m), V = narrow(R, -1, m, n - m);
  Tensor through = matmul(matmul(Q, V), adjoint(gV));
  gQ = gQ ? add(gQ, through) : through;
  return cat(
      std::vector<Tensor>{qr_grad(gQ, narrow(gR, -1, 0, m), Q, narrow(R, -1, 0, m)), matmul(Q, gV)},
      -1);
}

void qr_vjp(VjpCtx& c) {
  std::string_view how = c.arg(1).to_str();
  Tensor R = c.out(1);
  int64_t n = R.size(-1);
  check(how != "r",
        "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use "
        "linalg.qr(A, mode='reduced') if you are going to require its gradient.");
  Tensor Q = c.out(0);
  int64_t m = Q.size(-2);
  check(how == "reduced" || m <= n,
        "The QR decomposition is not differentiable when mode='complete' and nrows > ncols");
  c.grad_in(
      0, m >= n ? qr_grad(c.grad(0), c.grad(1), Q, R) : wide_qr_grad(c.grad(0), c.grad(1), Q, R));
}

Pair torch_qr_body(const Tensor& input, bool some) {
  TN_WARN_ONCE(
      "tenon.qr is deprecated in favor of tenon.linalg.qr and will be removed in a future PyTorch "
      "release.\nThe boolean parameter 'some' has been replaced with a string parameter 'mode'.\n"
      "Q, R = tenon.qr(A, some)\nshould be replaced with\n"
      "Q, R = tenon.linalg.qr(A, 'reduced' if some else 'complete')");
  return linalg_qr(input, some ? "reduced" : "complete");
}

constexpr OpDef kOps[] = {
    {.schema = "linalg_qr(Tensor A, str mode='reduced') -> (Tensor Q, Tensor R)",
     .cpu = kernel<qr_cpu>(),
     .vjp = qr_vjp,
     .saves = "Q, R",
     .traits = Out,
     .paths = "tenon.linalg.qr",
     .doc = R"(Returns Q with orthonormal columns and upper triangular R with A = Q R.

LAPACK ?geqrf, Householder reflections (G. Golub and C. Van Loan, Matrix Computations, 4th ed., Johns Hopkins 2013, ch. 5).

Args:
    A: matrices [*, m, n].
    mode: 'reduced' gives Q [*, m, k] and R [*, k, n] with k = min(m, n), 'complete' [*, m, m] and [*, m, n], 'r' only R.

Example:
    >>> tenon.linalg.qr(tenon.tensor([[3.0, 1.0], [4.0, 2.0]])).R
    tensor([[-5.0000, -2.2000],
            [ 0.0000,  0.4000]])
)"},
    {.schema = "qr(Tensor input, bool some=True) -> (Tensor Q, Tensor R)",
     .body = kernel<torch_qr_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the QR factorization, reduced or (some=False) complete. See linalg.qr().

Example:
    >>> tenon.qr(tenon.tensor([[2.0]])).R
    tensor([[2.]])
)"},
};

}  // namespace
void register_linalg_qr(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
