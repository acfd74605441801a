// The singular value decomposition.
#include "core/api/linalg_svd.h"

#include "core/api/create.h"
#include "core/api/ranges.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

using Three = std::tuple<Tensor, Tensor, Tensor>;

Three svd_cpu(const Tensor& A, bool full_matrices, bool compute_uv,
              std::optional<std::string_view> driver) {
  check_matrix("linalg.svd", A);
  check_floating("linalg.svd", A);
  check(!driver || A.is_meta(),
        "torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with "
        "cuSOLVER backend.");
  int64_t m = A.size(-2), n = A.size(-1), k = std::min(m, n);
  Tensor S = new_tensor(with_batch(A, {k}), real_dtype(A.dtype()), A.device());
  Tensor U = new_like(A, IntSpan(Dims{0})), Vh = U;
  if (compute_uv) {
    U = raw::new_columns(with_batch(A, {m, full_matrices ? m : k}), A.dtype(), A.device());
    Vh = raw::new_columns(with_batch(A, {full_matrices ? n : k, n}), A.dtype(), A.device());
  }
  if (A.is_meta()) return {U, S, Vh};
  if (A.numel() == 0) {
    if (compute_uv && full_matrices) raw::fill_unit(U), raw::fill_unit(Vh);
    return {U, S, Vh};
  }
  Tensor a = raw::to_columns(A), info = new_tensor(batch_sizes(A), DType::I32);
  char job = !compute_uv ? 'N' : full_matrices ? 'A' : 'S';
  double cost = 20.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  with_routines(a.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto matrices = mats<T>(a);
    auto s = vecs<lapack::Real<T>>(S);
    auto u = compute_uv ? mats<T>(U) : lapack::Mats<T>{nullptr, 0, 1};
    auto vh = compute_uv ? mats<T>(Vh) : lapack::Mats<T>{nullptr, 0, 1};
    auto codes = numbers<int>(info);
    for_batch(info.numel(), cost, [&](int64_t b, int64_t count) {
      r.gesdd(job, lapack_size(m), lapack_size(n), count, matrices.from(b), s.from(b), u.from(b),
              vh.from(b), codes.from(b));
    });
  });
  check_info("linalg.svd", info);
  return {U, S, Vh};
}

Tensor skew(const Tensor& x) { return sub(x, adjoint(x)); }

// The parts of gU and gVh that lie in the spans of U and V, as a matrix between U and V^H.
Tensor inner_grad(const Tensor& gU, const Tensor& gS, const Tensor& gVh, const Tensor& U,
                  const Tensor& S, const Tensor& Vh) {
  Tensor square = mul(S, S);
  Tensor E = sub(unsqueeze(square, -2), unsqueeze(square, -1));
  E = add(E, eye(S.size(-1), E.dtype(), std::nullopt, E.device()));
  Tensor inner, of_u, of_v;
  auto accumulate = [&](const Tensor& x) { inner = inner ? add(inner, x) : x; };
  if (gU) {
    of_u = skew(matmul(adjoint(U), gU));
    accumulate(scale_columns(div(of_u, E), S));
  }
  if (gVh) {
    of_v = skew(matmul(Vh, adjoint(gVh)));
    accumulate(scale_rows(div(of_v, E), S));
  }
  if (gS) accumulate(diag_embed(gS));
  if (is_complex(U.dtype())) {
    Tensor phase = add(of_u ? imag(diagonal(of_u, 0, -2, -1)) : zeros_like(S),
                       of_v ? imag(diagonal(of_v, 0, -2, -1)) : zeros_like(S));
    check_phase("svd_backward: The singular vectors", phase);
    if (of_u) accumulate(diag_embed(div(diagonal(of_u, 0, -2, -1), mul(S, 2))));
  }
  return inner;
}

// J. Townsend, Differentiating the singular value decomposition, 2016.
void svd_vjp(VjpCtx& c) {
  check(c.arg(2).to_bool(),
        "linalg_svd: the gradient needs singular vectors, which were not computed");
  Tensor S = c.out(1), gS = c.grad(1), gU = c.grad(0), gVh = c.grad(2);
  int64_t k = S.size(-1);
  Tensor U = narrow(c.out(0), -1, 0, k), Vh = narrow(c.out(2), -2, 0, k);
  int64_t m = U.size(-2), n = Vh.size(-1);
  if (!gU && !gVh) {
    if (gS) c.grad_in(0, matmul(scale_columns(U, gS), Vh));
    return;
  }
  if (gU) gU = narrow(gU, -1, 0, k);
  if (gVh) gVh = narrow(gVh, -2, 0, k);
  Tensor g = inner_grad(gU, gS, gVh, U, S, Vh);
  if (m > k && gU) {
    Tensor outside = div(gU, unsqueeze(S, -2));
    outside = sub(outside, matmul(U, matmul(adjoint(U), outside)));
    g = matmul(add(matmul(U, g), outside), Vh);
  } else if (n > k && gVh) {
    Tensor outside = div(gVh, unsqueeze(S, -1));
    outside = sub(outside, matmul(matmul(outside, adjoint(Vh)), Vh));
    g = matmul(U, add(matmul(g, Vh), outside));
  } else {
    g = matmul(U, matmul(g, Vh));
  }
  c.grad_in(0, g);
}

Three linalg_svd_body(const Tensor& A, bool full_matrices, std::optional<std::string_view> driver) {
  return _linalg_svd(A, full_matrices, true, driver);
}

Tensor svdvals_body(const Tensor& A, std::optional<std::string_view> driver) {
  return std::get<1>(_linalg_svd(A, false, mode().grad && A.requires_grad(), driver));
}

Three svd_body(const Tensor& input, bool some, bool compute_uv) {
  check(input.dim() >= 2, "linalg.svd: The input tensor A must have at least 2 dimensions.");
  if (compute_uv) {
    auto [U, S, Vh] = _linalg_svd(input, !some, true);
    return {U, S, adjoint(Vh)};
  }
  int64_t m = input.size(-2), n = input.size(-1);
  Tensor S = linalg_svdvals(input);
  Tensor V = raw::new_columns(with_batch(input, {n, n}), input.dtype(), input.device());
  if (!V.is_meta()) raw::fill(V, 0);
  return {zeros(with_batch(input, {m, m}), input.dtype(), std::nullopt, input.device()), S, V};
}

constexpr OpDef kOps[] = {
    {.schema = "_linalg_svd(Tensor A, bool full_matrices=False, bool compute_uv=True, *, str? "
               "driver=None) -> (Tensor U, Tensor S, Tensor Vh)",
     .cpu = kernel<svd_cpu>(),
     .vjp = svd_vjp,
     .saves = "U, S, Vh",
     .traits = NoFunction,
     .doc = "linalg.svd(), with or without singular vectors."},
    {.schema = "linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, "
               "Tensor S, Tensor Vh)",
     .body = kernel<linalg_svd_body>(),
     .traits = Out,
     .paths = "tenon.linalg.svd",
     .doc =
         R"(Returns U, S and Vh with A = U diag(S) Vh; S descends, U and Vh have orthonormal columns and rows.

LAPACK ?gesdd, divide and conquer (M. Gu and S. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM J.
Matrix Anal. Appl. 16, 1995). Signs (phases) of singular vectors are not defined.

Args:
    A: matrices [*, m, n].
    full_matrices: U is [*, m, m] and Vh [*, n, n], else [*, m, k] and [*, k, n] with k = min(m, n).

Example:
    >>> tenon.linalg.svd(tenon.tensor([[3.0, 0.0], [0.0, 4.0]])).S
    tensor([4., 3.])
)"},
    {.schema = "linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor",
     .body = kernel<svdvals_body>(),
     .traits = Out,
     .paths = "tenon.linalg.svdvals",
     .doc = R"(Returns the singular values, descending.

Example:
    >>> tenon.linalg.svdvals(tenon.tensor([[3.0, 4.0]]))
    tensor([5.])
)"},
    {.schema = "svd(Tensor input, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, "
               "Tensor V)",
     .body = kernel<svd_body>(),
     .traits = Method | Out,
     .doc = R"(Returns U, S and V with input = U diag(S) V^H. See linalg.svd(), which gives V^H.

Args:
    some: returns the first min(m, n) columns only.
    compute_uv: if False, U and V are zeros.

Example:
    >>> tenon.svd(tenon.tensor([[3.0, 0.0], [0.0, 4.0]])).S
    tensor([4., 3.])
)"},
};

}  // namespace
void register_linalg_svd(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
