// Trigonometric and hyperbolic functions.
#include "core/api/unary_trig.h"

#include "core/api/binary.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

#define TN_FLOAT_OP(name) \
  Tensor name##_cpu(const Tensor& input) { return unary_float(input, kernels::name); }
TN_FLOAT_OP(sin)
TN_FLOAT_OP(cos)
TN_FLOAT_OP(tan)
TN_FLOAT_OP(asin)
TN_FLOAT_OP(acos)
TN_FLOAT_OP(atan)
TN_FLOAT_OP(sinh)
TN_FLOAT_OP(cosh)
TN_FLOAT_OP(tanh)
TN_FLOAT_OP(asinh)
TN_FLOAT_OP(acosh)
TN_FLOAT_OP(atanh)
#undef TN_FLOAT_OP

Tensor squared(const Tensor& x) { return mul(x, x); }
Tensor conj_in(VjpCtx& c) { return conjugate(c.in(0)); }

void sin_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), cos(conj_in(c)))); }
void cos_vjp(VjpCtx& c) { c.grad_in(0, neg(mul(c.grad(), sin(conj_in(c))))); }
void tan_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), add(squared(conjugate(c.out())), 1))); }
// On their cuts these slopes have two values: the root comes before the conjugate.
Tensor conj_rsqrt(const Tensor& x) { return conjugate(rsqrt(x)); }
void asin_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), conj_rsqrt(rsub(squared(c.in(0)), 1)))); }
void acos_vjp(VjpCtx& c) {
  c.grad_in(0, neg(mul(c.grad(), conj_rsqrt(rsub(squared(c.in(0)), 1)))));
}
void atan_vjp(VjpCtx& c) { c.grad_in(0, div(c.grad(), add(squared(conj_in(c)), 1))); }
void sinh_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), cosh(conj_in(c)))); }
void cosh_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), sinh(conj_in(c)))); }
void asinh_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), conj_rsqrt(add(squared(c.in(0)), 1)))); }
// One root of z^2 - 1 would be the other one for half of the complex numbers.
void acosh_vjp(VjpCtx& c) {
  Tensor z = c.in(0);
  Tensor slope = is_complex(z.dtype()) ? conjugate(mul(rsqrt(add(z, 1)), rsqrt(sub(z, 1))))
                                       : rsqrt(sub(squared(z), 1));
  c.grad_in(0, mul(c.grad(), slope));
}
void atanh_vjp(VjpCtx& c) { c.grad_in(0, div(c.grad(), rsub(squared(conj_in(c)), 1))); }

Tensor tanh_backward_cpu(const Tensor& grad, const Tensor& output) {
  return binary(grad, output, kernels::tanh_backward);
}
void tanh_vjp(VjpCtx& c) { c.grad_in(0, tanh_backward(c.grad(), c.out())); }
// An antiholomorphic function of y: g conj(1 - y^2) gives conj(grad) g conj(-2 y).
void tanh_backward_vjp(VjpCtx& c) {
  Tensor y = conjugate(c.in(1));
  if (c.needs(0)) c.grad_in(0, tanh_backward(c.grad(), y));
  if (c.needs(1)) c.grad_in(1, mul(mul(mul(conjugate(c.grad()), c.in(0)), y), -2));
}

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;
#define TN_ROW(name, saved, paths_, text, example)                                              \
  {                                                                                             \
    .schema = #name "(Tensor input) -> Tensor", .cpu = kernel<name##_cpu>(), .vjp = name##_vjp, \
    .saves = saved, .traits = kUsual, .paths = paths_, .doc = text "\n\nExample:\n" example     \
  }

constexpr OpDef kOps[] = {
    TN_ROW(sin, "input", "tenon.sin Tensor.sin", "Returns the sine of radians.",
           "    >>> tenon.sin(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 0.8415])\n"),
    TN_ROW(cos, "input", "tenon.cos Tensor.cos", "Returns the cosine of radians.",
           "    >>> tenon.cos(tenon.tensor([0.0, 1.0]))\n    tensor([1.0000, 0.5403])\n"),
    TN_ROW(tan, "out", "tenon.tan Tensor.tan", "Returns the tangent of radians.",
           "    >>> tenon.tan(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 1.5574])\n"),
    TN_ROW(asin, "input", "tenon.asin tenon.arcsin Tensor.asin Tensor.arcsin",
           "Returns the arc sine, in radians.",
           "    >>> tenon.asin(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 1.5708])\n"),
    TN_ROW(acos, "input", "tenon.acos tenon.arccos Tensor.acos Tensor.arccos",
           "Returns the arc cosine, in radians.",
           "    >>> tenon.acos(tenon.tensor([0.0, 1.0]))\n    tensor([1.5708, 0.0000])\n"),
    TN_ROW(atan, "input", "tenon.atan tenon.arctan Tensor.atan Tensor.arctan",
           "Returns the arc tangent, in radians.",
           "    >>> tenon.atan(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 0.7854])\n"),
    TN_ROW(sinh, "input", "tenon.sinh Tensor.sinh", "Returns the hyperbolic sine.",
           "    >>> tenon.sinh(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 1.1752])\n"),
    TN_ROW(cosh, "input", "tenon.cosh Tensor.cosh", "Returns the hyperbolic cosine.",
           "    >>> tenon.cosh(tenon.tensor([0.0, 1.0]))\n    tensor([1.0000, 1.5431])\n"),
    TN_ROW(tanh, "out", "tenon.tanh tenon.nn.functional.tanh Tensor.tanh",
           "Returns the hyperbolic tangent.",
           "    >>> tenon.tanh(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 0.7616])\n"),
    TN_ROW(asinh, "input", "tenon.asinh tenon.arcsinh Tensor.asinh Tensor.arcsinh",
           "Returns the inverse hyperbolic sine.",
           "    >>> tenon.asinh(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 0.8814])\n"),
    TN_ROW(acosh, "input", "tenon.acosh tenon.arccosh Tensor.acosh Tensor.arccosh",
           "Returns the inverse hyperbolic cosine.",
           "    >>> tenon.acosh(tenon.tensor([1.0, 2.0]))\n    tensor([0.0000, 1.3170])\n"),
    TN_ROW(atanh, "input", "tenon.atanh tenon.arctanh Tensor.atanh Tensor.arctanh",
           "Returns the inverse hyperbolic tangent.",
           "    >>> tenon.atanh(tenon.tensor([0.0, 0.5]))\n    tensor([0.0000, 0.5493])\n"),
    {.schema = "tanh_backward(Tensor grad_output, Tensor output) -> Tensor",
     .cpu = kernel<tanh_backward_cpu>(),
     .vjp = tanh_backward_vjp,
     .saves = "grad_output, output",
     .traits = Pointwise | NoFunction,
     .doc = "Returns grad_output * (1 - output^2)."},
};
#undef TN_ROW

}  // namespace
void register_unary_trig(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
