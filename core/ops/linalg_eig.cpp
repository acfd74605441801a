// Eigenvalues and eigenvectors.
#include "core/api/linalg_eig.h"

#include "core/api/cast.h"
#include "core/api/create.h"
#include "core/api/linalg_solve.h"
#include "core/api/ranges.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

using Pair = std::tuple<Tensor, Tensor>;

template <class T>
bool all_finite(const T* x, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    if (!std::isfinite(std::real(x[i])) || !std::isfinite(std::imag(x[i]))) return false;
  }
  return true;
}

Pair eig(const char* name, const Tensor& input, bool vectors) {
  check_square(name, input);
  check_floating(name, input);
  DType t = complex_dtype(input.dtype());
  Tensor values = new_tensor(batch_sizes(input, 1), t, input.device()), V;
  if (vectors) V = raw::new_columns(input.sizes(), t, input.device());
  if (input.is_meta() || input.numel() == 0) return {values, V};
  Tensor a = raw::to_columns(input), info = new_tensor(batch_sizes(input), DType::I32);
  double n = static_cast<double>(input.size(-1));
  with_routines(a.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    using C = std::complex<lapack::Real<T>>;
    check(all_finite(a.data<T>(), a.numel()),
          "torch.linalg.eig: input tensor should not contain infs or NaNs.");
    auto matrices = mats<T>(a);
    auto w = vecs<C>(values);
    auto v = vectors ? mats<C>(V) : lapack::Mats<C>{nullptr, 0, 1};
    auto codes = numbers<int>(info);
    for_batch(info.numel(), 25 * n * n * n, [&](int64_t b, int64_t count) {
      r.geev(lapack_size(input.size(-1)), count, matrices.from(b), w.from(b), v.from(b),
             codes.from(b));
    });
  });
  check_info(name, info);
  return {values, V};
}

Pair eig_cpu(const Tensor& input) { return eig("linalg.eig", input, true); }
Tensor eigvals_cpu(const Tensor& input) { return std::get<0>(eig("linalg.eigvals", input, false)); }

Tensor eigvals_body(const Tensor& input) {
  bool with_vectors = mode().grad && input.requires_grad();
  return with_vectors ? std::get<0>(linalg_eig(input)) : _linalg_eigvals(input);
}

// Differences of eigenvalues L_j - L_i, with ones on the diagonal.
Tensor gaps(const Tensor& L) {
  Tensor d = sub(unsqueeze(L, -2), unsqueeze(L, -1));
  return add(d, eye(L.size(-1), d.dtype(), std::nullopt, d.device()));
}

Tensor with_diagonal(const Tensor& x, const Tensor& d) {
  return add(sub(x, diag_embed(diagonal(x, 0, -2, -1))), diag_embed(d));
}

// M. Giles, An extended collection of matrix derivative results for forward and reverse mode
// algorithmic differentiation, 2008, and C. Boeddeker et al., On the computation of complex-valued
// gradients with application to statistically optimum beamforming, 2017.
void eig_vjp(VjpCtx& c) {
  Tensor gL = c.grad(0), gV = c.grad(1), L = c.out(0), V = c.out(1), Vh = adjoint(V);
  if (!gV) {
    return c.grad_in(0, real_if(c.in_dtype(0), linalg_solve(Vh, scale_rows(Vh, gL))));
  }
  Tensor inner = matmul(Vh, gV), d = diagonal(inner, 0, -2, -1);
  check_phase("linalg_eig_backward: The eigenvectors", imag(d));
  inner = sub(inner, scale_columns(matmul(Vh, V), to(real(d), V.dtype())));
  inner = div(inner, conjugate(gaps(L)));
  inner = with_diagonal(inner, gL ? gL : zeros_like(L));
  c.grad_in(0, real_if(c.in_dtype(0), linalg_solve(Vh, matmul(inner, Vh))));
}

Pair eigh_cpu(const Tensor& A, std::string_view uplo, bool compute_v) {
  check_square("linalg.eigh", A);
  check_floating("linalg.eigh", A);
  char letter = uplo.size() == 1 ? static_cast<char>(uplo[0] & ~0x20) : 0;
  check(letter == 'L' || letter == 'U', "Expected UPLO argument to be 'L' or 'U', but got ", uplo);
  Tensor values = new_tensor(batch_sizes(A, 1), real_dtype(A.dtype()), A.device());
  Tensor V = compute_v || A.numel() ? raw::to_columns(A) : A;
  Tensor none = compute_v ? V : new_like(A, IntSpan(Dims{0}));
  if (A.is_meta() || A.numel() == 0) return {values, none};
  Tensor info = new_tensor(batch_sizes(A), DType::I32);
  double n = static_cast<double>(A.size(-1));
  with_routines(A.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto a = mats<T>(V);
    auto w = vecs<lapack::Real<T>>(values);
    auto codes = numbers<int>(info);
    for_batch(info.numel(), 9 * n * n * n, [&](int64_t b, int64_t count) {
      r.heevd(compute_v ? 'V' : 'N', letter, lapack_size(A.size(-1)), count, a.from(b), w.from(b),
              codes.from(b));
    });
  });
  check_info("linalg.eigh", info);
  return {values, none};
}

// V is unitary: gA = V (diag(gL) + (V^H gV) / E) V^H.
void eigh_vjp(VjpCtx& c) {
  check(c.arg(2).to_bool(),
        "linalg_eigh: the gradient needs eigenvectors, which were not computed");
  Tensor gL = c.grad(0), gV = c.grad(1), L = c.out(0), V = c.out(1), Vh = adjoint(V);
  if (!gV) return c.grad_in(0, matmul(scale_columns(V, gL), Vh));
  Tensor inner = matmul(Vh, gV);
  if (is_complex(V.dtype()))
    check_phase("linalg_eigh_backward: The eigenvectors", imag(diagonal(inner, 0, -2, -1)));
  inner = mul(sub(inner, adjoint(inner)), 0.5);  // V stays unitary: it moves along V times these
  inner = with_diagonal(div(inner, gaps(L)), to(gL ? gL : zeros_like(L), V.dtype()));
  c.grad_in(0, matmul(V, matmul(inner, Vh)));
}

Pair eigh_body(const Tensor& input, std::string_view uplo) {
  return _linalg_eigh(input, uplo, true);
}
Tensor eigvalsh_body(const Tensor& input, std::string_view uplo) {
  return std::get<0>(_linalg_eigh(input, uplo, mode().grad && input.requires_grad()));
}

constexpr OpDef kOps[] = {
    {.schema = "linalg_eig(Tensor input) -> (Tensor eigenvalues, Tensor eigenvectors)",
     .cpu = kernel<eig_cpu>(),
     .vjp = eig_vjp,
     .saves = "eigenvalues, eigenvectors",
     .traits = Out,
     .paths = "tenon.linalg.eig",
     .doc =
         R"(Returns eigenvalues and eigenvectors (columns, of norm one) of general matrices; both are complex.

LAPACK ?geev, the QR algorithm (E. Anderson et al., LAPACK Users' Guide, 3rd ed., SIAM 1999). The order of the eigenvalues
and the phases of the eigenvectors are not defined; a gradient that depends on the phases is refused.

Args:
    input: matrices [*, n, n].

Example:
    >>> tenon.linalg.eig(tenon.tensor([[0.0, 1.0], [-1.0, 0.0]])).eigenvalues
    tensor([0.+1.j, 0.-1.j])
)"},
    {.schema = "_linalg_eigvals(Tensor input) -> Tensor",
     .cpu = kernel<eigvals_cpu>(),
     .vjp = no_grad("linalg.eigvals() computes eigenvectors when a gradient is needed"),
     .traits = NoFunction,
     .doc = "linalg.eigvals() without a gradient."},
    {.schema = "linalg_eigvals(Tensor input) -> Tensor",
     .body = kernel<eigvals_body>(),
     .traits = Out,
     .paths = "tenon.linalg.eigvals",
     .doc = R"(Returns the eigenvalues of general matrices; they are complex.

Example:
    >>> tenon.linalg.eigvals(tenon.tensor([[3.0]]))
    tensor([3.+0.j])
)"},
    {.schema = "_linalg_eigh(Tensor A, str UPLO='L', bool compute_v=True) -> (Tensor eigenvalues, "
               "Tensor eigenvectors)",
     .cpu = kernel<eigh_cpu>(),
     .vjp = eigh_vjp,
     .saves = "eigenvalues, eigenvectors",
     .traits = NoFunction,
     .doc = "linalg.eigh(), with or without eigenvectors."},
    {.schema =
         "linalg_eigh(Tensor input, str UPLO='L') -> (Tensor eigenvalues, Tensor eigenvectors)",
     .body = kernel<eigh_body>(),
     .traits = Out,
     .paths = "tenon.linalg.eigh",
     .doc =
         R"(Returns eigenvalues, ascending, and orthonormal eigenvectors (columns) of symmetric (Hermitian) matrices.

LAPACK ?syevd and ?heevd, divide and conquer (J. Cuppen, A divide and conquer method for the symmetric tridiagonal
eigenproblem, Numer. Math. 36, 1981).

Args:
    input: matrices [*, n, n], of which one triangle is read.
    UPLO: 'L' reads the lower triangle, 'U' the upper one.

Example:
    >>> tenon.linalg.eigh(tenon.tensor([[2.0, 0.0], [0.0, 1.0]])).eigenvalues
    tensor([1., 2.])
)"},
    {.schema = "linalg_eigvalsh(Tensor input, str UPLO='L') -> Tensor",
     .body = kernel<eigvalsh_body>(),
     .traits = Out,
     .paths = "tenon.linalg.eigvalsh",
     .doc =
         R"(Returns the eigenvalues, ascending, of symmetric (Hermitian) matrices. See linalg.eigh().

Example:
    >>> tenon.linalg.eigvalsh(tenon.tensor([[0.0, 1.0], [1.0, 0.0]]))
    tensor([-1.,  1.])
)"},
};

}  // namespace
void register_linalg_eig(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
