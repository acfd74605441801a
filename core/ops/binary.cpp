// Arithmetic of two operands.
#include "core/api/binary.h"

#include "core/iter/pointwise.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

// Alpha is cast to the type of the result, as PyTorch does; a float alpha for an integer result is an error.
Tensor add_cpu(const Operand& input, const Operand& other, Scalar alpha) {
  DType t = Promoter().add(input).add(other).result();
  check(!alpha.is_float() || is_floating(t) || is_complex(t),
        "For integral input tensors, argument alpha must not be a floating point number.");
  kernels::Params p;
  p.f[0] = alpha.to_double();
  p.i[0] = alpha.to_int();
  return pointwise({&input, &other}, t, t, kernels::add, &p);
}

void add_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (c.needs(1)) c.grad_in(1, c.arg(2).to_double() == 1.0 ? c.grad() : mul(c.grad(), c.arg(2).to_scalar()));
}

Tensor mul_cpu(const Operand& input, const Operand& other) { return binary(input, other, kernels::mul); }

void mul_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, mul(c.grad(), c.operand(1)));
  if (c.needs(1)) c.grad_in(1, mul(c.grad(), c.operand(0)));
}

constexpr OpDef kOps[] = {
    {.schema = "add(Tensor|Scalar input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",
     .cpu = kernel<add_cpu>(),
     .vjp = add_vjp,
     .traits = Pointwise | Method | InPlace | Out,
     .doc = R"(Returns input + alpha * other, broadcast and promoted.

Args:
    input: a tensor or a number.
    other: a tensor or a number.
    alpha: factor of other; default 1.

Example:
    >>> tenon.add(tenon.tensor([1.0, 2.0]), 10, alpha=2)
    tensor([21., 22.])
)"},
    {.schema = "mul(Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<mul_cpu>(),
     .vjp = mul_vjp,
     .saves = "input, other",
     .traits = Pointwise | Method | InPlace | Out,
     .paths = "tenon.mul tenon.multiply Tensor.mul Tensor.multiply",
     .doc = R"(Returns input * other, broadcast and promoted.

Example:
    >>> tenon.mul(tenon.tensor([1.0, 2.0]), tenon.tensor([3.0, 4.0]))
    tensor([3., 8.])
)"},
};

}  // namespace
void register_binary(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
