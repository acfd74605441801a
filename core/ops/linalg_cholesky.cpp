// The Cholesky factorization and what is made of its factor.
#include "core/api/linalg_cholesky.h"

#include "core/api/create.h"
#include "core/api/linalg_solve.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

char triangle(bool upper) { return upper ? 'U' : 'L'; }

std::tuple<Tensor, Tensor> cholesky_ex_cpu(const Tensor& input, bool upper, bool check_errors) {
  check_floating("linalg.cholesky", input);
  check_square("linalg.cholesky", input);
  Tensor L = raw::to_columns(input);
  Tensor info = new_tensor(batch_sizes(input), DType::I32, input.device());
  if (input.is_meta()) return {L, info};
  double n = static_cast<double>(input.size(-1));
  with_routines(L.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto a = mats<T>(L);
    auto codes = numbers<int>(info);
    for_batch(info.numel(), n * n * n / 3, [&](int64_t b, int64_t count) {
      r.potrf(triangle(upper), lapack_size(L.size(-1)), count, a.from(b), codes.from(b));
    });
  });
  if (upper) {
    raw::zero_below(L, 0);
  } else {
    raw::zero_above(L, 0);
  }
  if (check_errors) check_info("linalg.cholesky_ex", info);
  return {L, info};
}

// Differentiation of the Cholesky algorithm (I. Murray, 2016): with P = tril(L^H gL), of which the
// strict part is mirrored, gA = L^-H P L^-1 / 2.
void cholesky_ex_vjp(VjpCtx& c) {
  bool upper = c.arg(1).to_bool();
  Tensor L = upper ? adjoint(c.out()) : c.out();
  Tensor g = upper ? adjoint(c.grad()) : c.grad();
  Tensor p = tril(matmul(adjoint(L), g));
  p = add(p, adjoint(tril(p, -1)));
  p = linalg_solve_triangular(adjoint(L), p, true);
  c.grad_in(0, mul(linalg_solve_triangular(L, p, false, false), 0.5));
}

Tensor linalg_cholesky_body(const Tensor& input, bool upper) {
  auto [L, info] = linalg_cholesky_ex(input, upper);
  check_info("linalg.cholesky", info);
  return L;
}

Tensor cholesky_body(const Tensor& input, bool upper) {
  TN_WARN_ONCE(
      "tenon.cholesky is deprecated in favor of tenon.linalg.cholesky and will be removed in a "
      "future PyTorch release.\nL = tenon.cholesky(A)\nshould be replaced with\n"
      "L = tenon.linalg.cholesky(A)\nand\nU = tenon.cholesky(A, upper=True)\nshould be replaced "
      "with\nU = tenon.linalg.cholesky(A).mH\nThis transform will produce equivalent results for "
      "all valid (symmetric positive definite) inputs.");
  check_implemented(is_floating(input.dtype()) || is_complex(input.dtype()),
                    "\"cholesky_cpu\" not implemented for '", scalar_type_name(input.dtype()), "'");
  check_square("cholesky", input);
  auto [L, info] = linalg_cholesky_ex(input, upper);
  check_info("cholesky", info);
  return L;
}

// potri fills one triangle, the other is its adjoint.
template <class T>
void mirror(lapack::Mats<T> a, int64_t n, bool upper) {
  for (int64_t j = 0; j < n; ++j) {
    for (int64_t i = j + 1; i < n; ++i) {
      T &low = a.data[j * n + i], &high = a.data[i * n + j];
      T value = upper ? high : low;
      if constexpr (!std::is_same_v<T, lapack::Real<T>>) value = std::conj(value);
      (upper ? low : high) = value;
    }
  }
}

Tensor cholesky_inverse_cpu(const Tensor& L, bool upper) {
  check_square("cholesky_inverse", L);
  check_lapack("cholesky_inverse_out_cpu", L);
  Tensor out = raw::to_columns(L);
  if (out.is_meta() || out.numel() == 0) return out;
  Tensor info = new_tensor(batch_sizes(L), DType::I32);
  double n = static_cast<double>(L.size(-1));
  with_routines(out.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto a = mats<T>(out);
    auto codes = numbers<int>(info);
    for_batch(info.numel(), n * n * n, [&](int64_t b, int64_t count) {
      r.potri(triangle(upper), lapack_size(L.size(-1)), count, a.from(b), codes.from(b));
      for (int64_t i = b; i < b + count; ++i) mirror(a.from(i), L.size(-1), upper);
    });
  });
  check_info("cholesky_inverse", info);
  return out;
}

// With the inverse W of L L^H: gL = -W (g + g^H) W L; with U^H U it is -U W (g + g^H) W.
void cholesky_inverse_vjp(VjpCtx& c) {
  Tensor W = c.out(), L = c.in(0);
  Tensor both = add(c.grad(), adjoint(c.grad()));
  Tensor g = neg(matmul(matmul(W, both), W));
  c.grad_in(0, c.arg(1).to_bool() ? matmul(L, g) : matmul(g, L));
}

Tensor cholesky_solve_cpu(const Tensor& B, const Tensor& L, bool upper) {
  check(B.dim() >= 2, "b should have at least 2 dimensions, but has ", B.dim(),
        " dimensions instead");
  check(L.dim() >= 2, "u should have at least 2 dimensions, but has ", L.dim(),
        " dimensions instead");
  check(B.dtype() == L.dtype(), "Expected b and A to have the same dtype, but found b of type ",
        scalar_type_name(B.dtype()), " and A of type ", scalar_type_name(L.dtype()), " instead.");
  check(L.size(-1) == L.size(-2), "A must be batches of square matrices, but they are ", L.size(-2),
        " by ", L.size(-1), " matrices");
  check(L.size(-2) == B.size(-2), "Incompatible matrix sizes for cholesky_solve: each A matrix is ",
        L.size(-1), " by ", L.size(-1), " but each b matrix is ", B.size(-2), " by ", B.size(-1));
  check_lapack("cholesky_solve_cpu", B);
  Dims sizes = broadcast_sizes(batch_sizes(B), batch_sizes(L));
  int64_t batch = checked_numel(sizes);
  Tensor factor = L.is_meta() ? L : raw::operand_columns(L, sizes);
  sizes.push_back(B.size(-2));
  sizes.push_back(B.size(-1));
  Tensor X = raw::to_columns(B, sizes);
  if (X.is_meta() || X.numel() == 0) return X;
  double n = static_cast<double>(L.size(-1)), k = static_cast<double>(B.size(-1));
  with_routines(X.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto a = mats<const T>(factor);
    auto x = mats<T>(X);
    for_batch(batch, n * n * k * 2, [&](int64_t b, int64_t count) {
      r.potrs(triangle(upper), lapack_size(L.size(-1)), lapack_size(B.size(-1)), count, a.from(b),
              x.from(b));
    });
  });
  return X;
}

// gB = A^-1 g, and with H = gB X^H: gL = -(H + H^H) L, or -U (H + H^H).
void cholesky_solve_vjp(VjpCtx& c) {
  bool upper = c.arg(2).to_bool();
  Tensor L = c.in(1), gB = cholesky_solve(c.grad(), L, upper);
  c.grad_in(0, gB);
  if (!c.needs(1)) return;
  Tensor h = matmul(gB, adjoint(c.out()));
  h = neg(add(h, adjoint(h)));
  c.grad_in(1, upper ? matmul(L, h) : matmul(h, L));
}

constexpr OpDef kOps[] = {
    {.schema = "linalg_cholesky_ex(Tensor input, *, bool upper=False, bool check_errors=False) -> "
               "(Tensor L, Tensor info)",
     .cpu = kernel<cholesky_ex_cpu>(),
     .vjp = cholesky_ex_vjp,
     .saves = "L",
     .traits = Out,
     .paths = "tenon.linalg.cholesky_ex",
     .doc =
         R"(Returns the Cholesky factor of each matrix, and info: 0, or the order of the first leading minor that is not positive.

Args:
    input: symmetric (Hermitian) positive-definite matrices [*, n, n]; one triangle is read.
    upper: reads the upper triangle and returns the upper factor.
    check_errors: raises LinAlgError instead of returning an info that is not 0.

Example:
    >>> tenon.linalg.cholesky_ex(tenon.tensor([[4.0, 2.0], [2.0, -5.0]])).info
    tensor(2, dtype=tenon.int32)
)"},
    {.schema = "linalg_cholesky(Tensor input, *, bool upper=False) -> Tensor",
     .body = kernel<linalg_cholesky_body>(),
     .traits = Out,
     .paths = "tenon.linalg.cholesky",
     .doc =
         R"(Returns the Cholesky factor: L with input = L L^H, or U with input = U^H U. LinAlgError unless positive-definite.

LAPACK ?potrf (E. Anderson et al., LAPACK Users' Guide, 3rd ed., SIAM 1999).

Example:
    >>> tenon.linalg.cholesky(tenon.tensor([[4.0, 2.0], [2.0, 5.0]]))
    tensor([[2., 0.],
            [1., 2.]])
)"},
    {.schema = "cholesky(Tensor input, bool upper=False) -> Tensor",
     .body = kernel<cholesky_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the Cholesky factor. See linalg.cholesky().

Example:
    >>> tenon.cholesky(tenon.tensor([[9.0]]))
    tensor([[3.]])
)"},
    {.schema = "cholesky_inverse(Tensor input, bool upper=False) -> Tensor",
     .cpu = kernel<cholesky_inverse_cpu>(),
     .vjp = cholesky_inverse_vjp,
     .saves = "input, out",
     .traits = Method | Out,
     .doc = R"(Returns the inverse of the matrix whose Cholesky factor is given.

Example:
    >>> tenon.cholesky_inverse(tenon.tensor([[2.0]]))
    tensor([[0.2500]])
)"},
    {.schema = "cholesky_solve(Tensor input, Tensor input2, bool upper=False) -> Tensor",
     .cpu = kernel<cholesky_solve_cpu>(),
     .vjp = cholesky_solve_vjp,
     .saves = "input2, out",
     .traits = Method | Out,
     .doc = R"(Solves A X = B for the matrix A whose Cholesky factor L is given. Batches broadcast.

Example:
    >>> tenon.cholesky_solve(tenon.tensor([[8.0]]), tenon.tensor([[2.0]]))
    tensor([[2.]])
)"},
};

}  // namespace
void register_linalg_cholesky(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
