// Pseudo-inverses, ranks, and least squares.
#include "core/api/linalg_pinv.h"

#include "core/api/compare.h"
#include "core/api/create.h"
#include "core/api/linalg_eig.h"
#include "core/api/linalg_svd.h"
#include "core/api/reduce.h"
#include "core/api/unary_exp.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/linalg_vjp.h"
#include "core/ops/matrices.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

bool given(const Operand& o) { return !o.is_none(); }

double smallest_step(DType t) { return real_dtype(t) == DType::F32 ? 0x1p-23 : 0x1p-52; }

void check_tolerance(const char* op, const char* name, const Operand& o) {
  check(!o.is_tensor() || !o.tensor.defined() || !is_complex(o.tensor.dtype()), op, ": ", name,
        " tensor of complex type is not supported. Got ",
        o.is_tensor() && o.tensor ? dtype_name(o.tensor.dtype()) : "");
}

Tensor as_tensor(const Operand& o, const Tensor& like) {
  if (o.is_tensor()) return unsqueeze(o.tensor, -1);
  return full(Ints<1>::span, o.scalar, real_dtype(like.dtype()), std::nullopt, like.device());
}

// What singular values must exceed: max(atol, rtol * the largest).
Tensor cutoff(const char* op, const Tensor& A, const Tensor& largest, const Operand& atol,
              const Operand& rtol) {
  check_tolerance(op, "atol", atol);
  check_tolerance(op, "rtol", rtol);
  double standard =
      smallest_step(A.dtype()) * static_cast<double>(std::max(A.size(-1), A.size(-2)));
  Tensor absolute = given(atol) ? as_tensor(atol, A) : zeros_like(largest);
  Tensor relative;
  if (given(rtol)) {
    relative = as_tensor(rtol, A);
  } else {
    relative = full_like(absolute, standard, std::optional(real_dtype(A.dtype())));
    if (given(atol)) relative = where(gt(absolute, 0), Operand(0.0), relative);
  }
  return maximum(absolute, mul(relative, largest));
}

Tensor pinv_cpu(const Tensor& input, const Operand& atol, const Operand& rtol, bool hermitian) {
  check(is_floating(input.dtype()) || is_complex(input.dtype()),
        "linalg.pinv: Expected a floating point or complex tensor as input. Got ",
        dtype_name(input.dtype()));
  check_matrix("linalg.pinv", input);
  check_tolerance("torch.linalg.pinv", "atol", atol);
  check_tolerance("torch.linalg.pinv", "rtol", rtol);
  take_out_hint();
  GradMode off(false);
  Tensor U, S, Vh, sizes;
  if (hermitian) {
    std::tie(S, U) = linalg_eigh(input);
    Vh = adjoint(U);
    sizes = abs(S);
  } else {
    std::tie(U, S, Vh) = linalg_svd(input, false);
    sizes = S;
  }
  if (input.numel() == 0) return matmul(adjoint(Vh), adjoint(U));
  Tensor largest = amax(sizes, Ints<-1>::span, true);
  Tensor kept = gt(sizes, cutoff("torch.linalg.pinv", input, largest, atol, rtol));
  Tensor inverse = to(where(kept, reciprocal(S), Operand(0.0)), input.dtype());
  return matmul(scale_columns(adjoint(Vh), inverse), adjoint(U));
}

void pinv_vjp(VjpCtx& c) { c.grad_in(0, pinv_grad(c.grad(), c.out(), c.in(0))); }

// Of a recorded call: the tolerances decide which singular values count, without a derivative.
void refuse_tolerance_grad(const Op& op, const Value* args, const Value*, std::vector<Owned>&) {
  for (int i : {1, 2}) {
    check(!args[i].is_tensor() || !args[i].tensor().requires_grad(), "The function '", op.name,
          "' is not differentiable with respect to argument '", op.schema.params[i].name,
          "'. This input cannot have requires_grad True.");
  }
}

Tensor pinv_rcond_body(const Tensor& input, const Operand& rcond, bool hermitian) {
  return linalg_pinv(input, Operand(0.0), rcond, hermitian);
}
Tensor pinverse_body(const Tensor& input, double rcond) {
  return linalg_pinv(input, Operand(0.0), Operand(rcond), false);
}

Tensor rank_body(const Tensor& input, const Operand& atol, const Operand& rtol, bool hermitian) {
  check_matrix("linalg.matrix_rank", input, "input");
  check_floating("linalg.matrix_rank", input);
  if (input.numel() == 0)
    return zeros(batch_sizes(input), DType::I64, std::nullopt, input.device());
  Tensor S = hermitian ? abs(linalg_eigvalsh(input)) : linalg_svdvals(input);
  Tensor largest = amax(S, Ints<-1>::span, true);
  Tensor limit = cutoff("torch.linalg.matrix_rank", input, largest, atol, rtol);
  return sum(gt(S, limit), Ints<-1>::span);
}
Tensor rank_tol_body(const Tensor& input, const Operand& tol, bool hermitian) {
  return linalg_matrix_rank(input, tol, Operand(0.0), hermitian);
}

constexpr OpDef kOps[] = {
    {.schema = "linalg_pinv(Tensor input, *, Tensor|Scalar? atol=None, Tensor|Scalar? rtol=None, "
               "bool hermitian=False) -> Tensor",
     .cpu = kernel<pinv_cpu>(),
     .vjp = pinv_vjp,
     .saves = "input, out",
     .setup = refuse_tolerance_grad,
     .traits = Out,
     .paths = "tenon.linalg.pinv",
     .doc =
         R"(Returns the Moore-Penrose pseudo-inverse, from the singular values that exceed max(atol, rtol * the largest).

Args:
    input: matrices [*, m, n].
    atol: default 0.
    rtol: default max(m, n) * the step of the dtype at 1, or 0 when atol is positive.
    hermitian: takes eigenvalues; one triangle is read.

Example:
    >>> tenon.linalg.pinv(tenon.tensor([[2.0, 0.0], [0.0, 0.0]]))
    tensor([[0.5000, 0.0000],
            [0.0000, 0.0000]])
)"},
    {.schema =
         "linalg_pinv.rcond(Tensor input, Tensor|Scalar rcond, bool hermitian=False) -> Tensor",
     .body = kernel<pinv_rcond_body>(),
     .traits = Out,
     .paths = "tenon.linalg.pinv",
     .doc = "Returns the pseudo-inverse; rcond is the relative tolerance."},
    {.schema = "pinverse(Tensor input, float rcond=1e-15) -> Tensor",
     .body = kernel<pinverse_body>(),
     .traits = Method,
     .doc = R"(Returns the pseudo-inverse. See linalg.pinv().

Example:
    >>> tenon.pinverse(tenon.tensor([[4.0]]))
    tensor([[0.2500]])
)"},
    {.schema = "linalg_matrix_rank(Tensor input, *, Tensor|Scalar? atol=None, Tensor|Scalar? "
               "rtol=None, bool hermitian=False) -> Tensor",
     .body = kernel<rank_body>(),
     .traits = Out,
     .paths = "tenon.linalg.matrix_rank",
     .doc = R"(Returns how many singular values exceed max(atol, rtol * the largest).

Args:
    input: matrices [*, m, n].
    atol: default 0.
    rtol: default max(m, n) * the step of the dtype at 1, or 0 when atol is positive.
    hermitian: takes eigenvalues; one triangle is read.

Example:
    >>> tenon.linalg.matrix_rank(tenon.ones(3, 3))
    tensor(1)
)"},
    {.schema = "linalg_matrix_rank.tol(Tensor input, Tensor|Scalar tol, bool hermitian=False) -> "
               "Tensor",
     .body = kernel<rank_tol_body>(),
     .traits = Out,
     .paths = "tenon.linalg.matrix_rank",
     .doc = "Returns how many singular values exceed tol."},
};

}  // namespace
void register_linalg_pinv(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
