// Determinants, from the LU factorization.
#include "core/api/linalg_det.h"

#include "core/api/compare.h"
#include "core/api/create.h"
#include "core/api/join.h"
#include "core/api/linalg_lu.h"
#include "core/api/linalg_solve.h"
#include "core/api/linalg_svd.h"
#include "core/api/reduce.h"
#include "core/api/scan.h"
#include "core/api/unary_exp.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/linear_solve.h"
#include "core/ops/matrices.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using Three = std::tuple<Tensor, Tensor, Tensor>;
using Four = std::tuple<Tensor, Tensor, Tensor, Tensor>;

// An odd number of exchanges changes the sign.
bool is_odd(const int* pivots, int64_t n) {
  bool odd = false;
  for (int64_t i = 0; i < n; ++i) odd ^= pivots[i] != i + 1;
  return odd;
}

// Calls f(b, odd, diagonal) with the diagonal of U of each matrix, a stride of n + 1.
template <class T, class F>
void each_diagonal(const Factored& f, F&& each) {
  int64_t n = f.LU.size(-1);
  for (int64_t b = 0; b < f.info.numel(); ++b)
    each(b, is_odd(f.pivots.data<int>() + b * n, n), f.LU.data<T>() + b * n * n);
}

Three det_cpu(const Tensor& A) {
  check_square("linalg.det", A);
  check_floating("linalg.det", A);
  Factored f = raw::lu_factor(A);
  Tensor det = new_like(A, batch_sizes(A));
  if (A.is_meta()) return {det, f.LU, f.pivots};
  int64_t n = A.size(-1);
  with_routines(A.dtype(), [&]<class T>(const lapack::Routines<T>&) {
    each_diagonal<T>(f, [&](int64_t b, bool odd, const T* diagonal) {
      T product = odd ? T(-1) : T(1);
      for (int64_t i = 0; i < n; ++i) product *= diagonal[i * (n + 1)];
      det.data<T>()[b] = product;
    });
  });
  return {det, f.LU, f.pivots};
}

double smallest_step(DType t) { return real_dtype(t) == DType::F32 ? 0x1p-23 : 0x1p-52; }

Tensor times_unit(const Tensor& numbers, int64_t n) {
  Dims sizes = numbers.sizes();
  sizes.push_back(n);
  return diag_embed(expand(unsqueeze(numbers, -1), sizes));
}

// The derivative of the product by each of its factors, without a division.
Tensor products_without_each(const Tensor& s) {
  int64_t n = s.size(-1);
  std::vector<Tensor> all;
  for (int64_t i = 0; i < n; ++i) {
    Tensor before = prod(narrow(s, -1, 0, i), -1),
           after = prod(narrow(s, -1, i + 1, n - i - 1), -1);
    all.push_back(mul(before, after));
  }
  return stack(all, -1);
}

bool any_zero(const Tensor& x) {
  return !x.is_meta() && load_scalar(raw::contiguous(any(eq(x, 0))).raw(), DType::Bool).to_bool();
}

// gA = conj(det) A^-H g, the adjugate: through the singular values where A has no inverse.
void det_vjp(VjpCtx& c) {
  Tensor A = c.in(0), det = c.out(0), LU = c.out(1);
  int64_t n = A.size(-1);
  Tensor d = mul(c.grad(), conjugate(det));
  if (!c.recording()) {
    Tensor zero = eq(diagonal(LU, 0, -2, -1), 0);
    Tensor shift = where(zero, Operand(smallest_step(A.dtype())), Operand(0.0));
    return c.grad_in(0, linalg_lu_solve(add(LU, diag_embed(to(shift, LU.dtype()))), c.out(2),
                                        times_unit(d, n), true, true));
  }
  if (!any_zero(det)) return c.grad_in(0, linalg_solve(adjoint(A), times_unit(d, n)));
  auto [U, S, Vh] = linalg_svd(A);
  Tensor alpha = mul(conjugate(mul(linalg_det(U), linalg_det(Vh))), c.grad());
  Tensor D = mul(unsqueeze(alpha, -1), products_without_each(S));
  c.grad_in(0, matmul(scale_columns(U, D), Vh));
}

Tensor det_body(const Tensor& A) { return std::get<0>(_linalg_det(A)); }

Four slogdet_cpu(const Tensor& A) {
  check_square("linalg.slogdet", A);
  check_floating("linalg.slogdet", A);
  Factored f = raw::lu_factor(A);
  Tensor sign = new_like(A, batch_sizes(A));
  Tensor logabsdet = new_tensor(batch_sizes(A), real_dtype(A.dtype()), A.device());
  if (A.is_meta()) return {sign, logabsdet, f.LU, f.pivots};
  int64_t n = A.size(-1);
  with_routines(A.dtype(), [&]<class T>(const lapack::Routines<T>&) {
    using R = lapack::Real<T>;
    each_diagonal<T>(f, [&](int64_t b, bool odd, const T* diagonal) {
      T s = odd ? T(-1) : T(1);
      R sum = 0;
      for (int64_t i = 0; i < n; ++i) {
        T u = diagonal[i * (n + 1)];
        R size = std::abs(u);
        s *= size == 0 ? T(0) : u / size;
        sum += std::log(size);
      }
      sign.data<T>()[b] = s;
      logabsdet.data<R>()[b] = sum;
    });
  });
  return {sign, logabsdet, f.LU, f.pivots};
}

// gA = g A^-H; the phase of a complex determinant gives g an imaginary part.
void slogdet_vjp(VjpCtx& c) {
  Tensor A = c.in(0), sign = c.out(0), g = c.grad(1);
  if (is_complex(A.dtype()) && c.grad(0)) {
    Tensor phase = imag(mul(conjugate(c.grad(0)), sign));
    g = complex(g ? g : zeros_like(phase), neg(phase));
  }
  if (!g) return;
  Tensor unit = times_unit(to(g, A.dtype()), A.size(-1));
  c.grad_in(0, c.recording() ? linalg_solve(adjoint(A), unit)
                             : linalg_lu_solve(c.out(2), c.out(3), unit, true, true));
}

std::tuple<Tensor, Tensor> slogdet_body(const Tensor& A) {
  auto [sign, logabsdet, LU, pivots] = _linalg_slogdet(A);
  return {sign, logabsdet};
}

Tensor logdet_body(const Tensor& input) {
  check_square("logdet", input);
  check_floating("logdet", input);
  auto [sign, logabsdet] = linalg_slogdet(input);
  if (is_complex(input.dtype())) return add(log(sign), logabsdet);
  return where(eq(sign, -1), Operand(std::numeric_limits<double>::quiet_NaN()), logabsdet);
}

constexpr OpDef kOps[] = {
    {.schema = "_linalg_det(Tensor A) -> (Tensor result, Tensor LU, Tensor pivots)",
     .cpu = kernel<det_cpu>(),
     .vjp = det_vjp,
     .saves = "A, result, LU, pivots",
     .traits = NoFunction,
     .doc = "linalg.det(), and the factorization that it used."},
    {.schema = "linalg_det(Tensor A) -> Tensor",
     .body = kernel<det_body>(),
     .traits = Method | Out,
     .paths = "tenon.linalg.det tenon.det Tensor.det",
     .doc = R"(Returns the determinant of each matrix.

Example:
    >>> tenon.linalg.det(tenon.tensor([[2.0, 2.0], [1.0, 4.0]]))
    tensor(6.)
)"},
    {.schema = "_linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet, Tensor LU, Tensor "
               "pivots)",
     .cpu = kernel<slogdet_cpu>(),
     .vjp = slogdet_vjp,
     .saves = "A, sign, LU, pivots",
     .traits = NoFunction,
     .doc = "linalg.slogdet(), and the factorization that it used."},
    {.schema = "linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)",
     .body = kernel<slogdet_body>(),
     .traits = Out,
     .paths = "tenon.linalg.slogdet",
     .doc =
         R"(Returns the sign (the phase, if complex) of the determinant and the logarithm of its absolute value.

Example:
    >>> tenon.linalg.slogdet(tenon.eye(2) * 1e-30).logabsdet
    tensor(-138.1551)
)"},
    {.schema = "slogdet(Tensor input) -> (Tensor sign, Tensor logabsdet)",
     .body = kernel<slogdet_body>(),
     .traits = Method | Out,
     .doc = R"(Returns sign and logarithm of the determinant. See linalg.slogdet().

Example:
    >>> tenon.slogdet(tenon.eye(2)).sign
    tensor(1.)
)"},
    {.schema = "logdet(Tensor input) -> Tensor",
     .body = kernel<logdet_body>(),
     .traits = Method,
     .doc =
         R"(Returns the logarithm of the determinant: nan when it is negative, -inf when it is zero.

Example:
    >>> tenon.logdet(tenon.eye(3))
    tensor(0.)
)"},
};

}  // namespace
void register_linalg_det(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
