// Householder reflectors as arguments.
#include "core/api/linalg_householder.h"

#include "core/api/create.h"
#include "core/api/join.h"
#include "core/api/ranges.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/products.h"
#include "core/ops/reflectors.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using Pair = std::tuple<Tensor, Tensor>;

Pair geqrf_cpu(const Tensor& input) {
  check(input.dim() >= 2, "torch.geqrf: input must have at least 2 dimensions.");
  check_lapack("geqrf_cpu", input);
  Tensor a = raw::to_columns(input), tau = raw::reflect(a);
  return {a, tau};
}

void check_factors(const char* op, const Tensor& input, const Tensor& tau) {
  check(input.dim() - tau.dim() == 1, op,
        ": Expected tau to have one dimension less than input, but got tau.ndim equal to ",
        tau.dim(), " and input.ndim is equal to ", input.dim());
  check(same(batch_sizes(input), batch_sizes(tau, 1)), op,
        ": Expected batch dimensions of tau to be equal to input.shape[:-2], but got ",
        batch_sizes(tau, 1));
  check(tau.dtype() == input.dtype(), op, ": tau dtype ", scalar_type_name(tau.dtype()),
        " does not match input dtype ", scalar_type_name(input.dtype()));
}

Tensor householder_product_cpu(const Tensor& input, const Tensor& tau) {
  const char* op = "torch.linalg.householder_product";
  check(input.dim() >= 2, op, ": input must have at least 2 dimensions.");
  check(input.size(-2) >= input.size(-1), op,
        ": input.shape[-2] must be greater than or equal to input.shape[-1]");
  check(tau.dim() == 0 || input.size(-1) >= tau.size(-1), op,
        ": input.shape[-1] must be greater than or equal to tau.shape[-1]");
  check_factors(op, input, tau);
  check_lapack("orgqr_cpu", input);
  Tensor q = raw::to_columns(input);
  raw::multiply_out(q, raw::contiguous(tau));
  return q;
}

struct Chain {
  Tensor reflectors, tau, last;  // gradients by these
};

Tensor reflected(const Tensor& x, const Tensor& v, const Tensor& t) {
  return sub(x, matmul(mul(v, t), matmul(adjoint(v), x)));
}

// The gradients of H_1 ... H_k `last`, or of H_k^H ... H_1^H `last`, one reflector after the other:
// what stands right of H_i is kept, the gradient is carried through what stands left of it.
Chain chain_grad(const Tensor& reflectors, const Tensor& tau, Tensor g, const Tensor& last,
                 bool backwards) {
  int64_t m = reflectors.size(-2), n = reflectors.size(-1), k = tau.size(-1);
  Tensor V = tril(narrow(reflectors, -1, 0, k), -1);
  V = add(V, eye_m(m, k, V.dtype(), std::nullopt, V.device()));
  auto at = [&](int64_t i) { return backwards ? k - 1 - i : i; };
  auto vector = [&](int64_t i) { return narrow(V, -1, at(i), 1); };
  auto factor = [&](int64_t i) {
    Tensor t = unsqueeze(narrow(tau, -1, at(i), 1), -1);
    return backwards ? conjugate(t) : t;
  };
  std::vector<Tensor> right(static_cast<size_t>(k));
  Tensor x = last;
  for (int64_t i = k - 1; i >= 0; --i) {
    right[i] = x;
    x = reflected(x, vector(i), factor(i));
  }
  std::vector<Tensor> gV(static_cast<size_t>(k)), gt(static_cast<size_t>(k));
  for (int64_t i = 0; i < k; ++i) {
    Tensor v = vector(i), t = factor(i), tc = conjugate(t);
    Tensor on_right = matmul(adjoint(right[i]), v), on_left = matmul(adjoint(g), v);
    gV[at(i)] = neg(add(mul(matmul(g, on_right), tc), mul(matmul(right[i], on_left), t)));
    Tensor by_factor = neg(matmul(adjoint(on_left), on_right));
    gt[at(i)] = squeeze_dim(backwards ? conjugate(by_factor) : by_factor, -1);
    g = reflected(g, v, tc);
  }
  Tensor by_v = k ? tril(cat(gV, -1), -1) : narrow(zeros_like(reflectors), -1, 0, 0);
  if (k < n)
    by_v = cat(std::vector<Tensor>{by_v, zeros_like(narrow(reflectors, -1, k, n - k))}, -1);
  return {by_v, k ? cat(gt, -1) : zeros_like(tau), g};
}

void householder_product_vjp(VjpCtx& c) {
  Tensor a = c.in(0);
  Tensor unit = eye_m(a.size(-2), a.size(-1), a.dtype(), std::nullopt, a.device());
  Chain g = chain_grad(a, c.in(1), c.grad(), expand(unit, a.sizes()), false);
  c.grad_in(0, g.reflectors);
  c.grad_in(1, g.tau);
}

Tensor orgqr_body(const Tensor& input, const Tensor& input2) {
  return linalg_householder_product(input, input2);
}

Tensor ormqr_cpu(const Tensor& input, const Tensor& tau, const Tensor& other, bool left,
                 bool transpose) {
  const char* op = "torch.ormqr";
  check(input.dim() >= 2, op, ": input must have at least 2 dimensions.");
  check(other.dim() >= 2, op, ": other must have at least 2 dimensions.");
  int64_t side = left ? -2 : -1;
  check(tau.dim() == 0 || other.size(side) >= tau.size(-1), op, ": other.shape[", side,
        "] must be greater than or equal to tau.shape[-1]");
  check(other.size(side) == input.size(-2), op, ": other.shape[", side,
        "] must be equal to input.shape[-2]");
  check(tau.dim() == 0 || tau.size(-1) <= input.size(-1), op,
        ": tau.shape[-1] must be less than or equal to input.shape[-1]");
  check_factors(op, input, tau);
  check(input.dim() == other.dim(), op,
        ": Expected other to have the same number of dimensions as input, but got other.ndim equal "
        "to ",
        other.dim(), " and input.ndim is equal to ", input.dim());
  check(same(batch_sizes(input), batch_sizes(other)), op,
        ": Expected batch dimensions of other to be equal to input.shape[:-2], but got ",
        batch_sizes(other));
  check(other.dtype() == input.dtype(), op,
        ": Expected input and other to have the same dtype, but ", "input has dtype ",
        scalar_type_name(input.dtype()), " and other has dtype ", scalar_type_name(other.dtype()));
  check_lapack("ormqr_cpu", input);
  Tensor out = raw::to_columns(other);
  if (!out.is_meta())
    raw::apply_reflectors(raw::as_columns(input), raw::contiguous(tau), out, left, transpose);
  return out;
}

// C op(Q) is the adjoint of op(Q)^H C^H.
void ormqr_vjp(VjpCtx& c) {
  bool left = c.arg(3).to_bool(), transpose = c.arg(4).to_bool();
  Tensor a = c.in(0), tau = c.in(1);
  if (!c.needs(0) && !c.needs(1)) return c.grad_in(2, ormqr(a, tau, c.grad(), left, !transpose));
  Tensor g = left ? c.grad() : adjoint(c.grad()), other = left ? c.in(2) : adjoint(c.in(2));
  Chain by = chain_grad(a, tau, g, other, left == transpose);
  c.grad_in(0, by.reflectors);
  c.grad_in(1, by.tau);
  if (c.needs(2)) c.grad_in(2, left ? by.last : adjoint(by.last));
}

constexpr OpDef kOps[] = {
    {.schema = "geqrf(Tensor input) -> (Tensor a, Tensor tau)",
     .cpu = kernel<geqrf_cpu>(),
     .vjp = no_grad("PyTorch defines none: linalg.qr() is differentiable"),
     .traits = Method | Out,
     .doc =
         R"(Returns the QR factorization as LAPACK's ?geqrf gives it: R on and above the diagonal, Householder reflectors below.

Example:
    >>> tenon.geqrf(tenon.tensor([[3.0], [4.0]])).a
    tensor([[-5.0000],
            [ 0.5000]])
)"},
    {.schema = "linalg_householder_product(Tensor input, Tensor tau) -> Tensor",
     .cpu = kernel<householder_product_cpu>(),
     .vjp = householder_product_vjp,
     .saves = "input, tau",
     .traits = Out,
     .paths = "tenon.linalg.householder_product",
     .doc = R"(Returns the first columns of the product of the Householder reflectors of geqrf(): Q.

Args:
    input: matrices [*, m, n] with the reflectors below the diagonal.
    tau: their factors [*, k].

Example:
    >>> tenon.linalg.householder_product(*tenon.geqrf(tenon.tensor([[3.0], [4.0]])))
    tensor([[-0.6000],
            [-0.8000]])
)"},
    {.schema = "orgqr(Tensor input, Tensor input2) -> Tensor",
     .body = kernel<orgqr_body>(),
     .traits = Method | Out,
     .doc = R"(Returns Q from the results of geqrf(). See linalg.householder_product().

Example:
    >>> tenon.orgqr(*tenon.geqrf(tenon.tensor([[2.0]])))
    tensor([[1.]])
)"},
    {.schema = "ormqr(Tensor input, Tensor input2, Tensor input3, bool left=True, bool "
               "transpose=False) -> Tensor",
     .cpu = kernel<ormqr_cpu>(),
     .vjp = ormqr_vjp,
     .saves = "input, input2, input3",
     .traits = Method | Out,
     .doc =
         R"(Multiplies by the square Q of geqrf() without forming it: Q input3, or input3 Q, or the same with Q's adjoint.

Args:
    input, input2: reflectors and factors, the results of geqrf().
    input3: the other operand.
    left: Q stands on the left.
    transpose: Q is replaced by its adjoint.

Example:
    >>> a, tau = tenon.geqrf(tenon.tensor([[3.0], [4.0]]))
    >>> tenon.ormqr(a, tau, tenon.tensor([[1.0], [0.0]]))
    tensor([[-0.6000],
            [-0.8000]])
)"},
};

}  // namespace
void register_linalg_householder(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
