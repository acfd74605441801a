// Exponentials, logarithms, roots and error functions.
#include "core/api/unary_exp.h"

#include "core/api/binary.h"
#include "core/api/copy.h"
#include "core/api/unary_round.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

#define TN_FLOAT_OP(name) \
  Tensor name##_cpu(const Tensor& input) { return unary_float(input, kernels::name); }
TN_FLOAT_OP(exp)
TN_FLOAT_OP(exp2)
TN_FLOAT_OP(expm1)
TN_FLOAT_OP(log)
TN_FLOAT_OP(log2)
TN_FLOAT_OP(log10)
TN_FLOAT_OP(log1p)
TN_FLOAT_OP(sqrt)
TN_FLOAT_OP(rsqrt)
TN_FLOAT_OP(reciprocal)
TN_FLOAT_OP(erf)
TN_FLOAT_OP(erfc)
TN_FLOAT_OP(sigmoid)
#undef TN_FLOAT_OP

constexpr double kLn2 = 0.693147180559945309417, kLn10 = 2.30258509299404568402,
                 kTwoOverSqrtPi = 1.12837916709551257390;

Tensor conj_in(VjpCtx& c) { return conjugate(c.in(0)); }
Tensor conj_out(VjpCtx& c) { return conjugate(c.out()); }
void exp_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), conj_out(c))); }
void exp2_vjp(VjpCtx& c) { c.grad_in(0, mul(mul(c.grad(), conj_out(c)), kLn2)); }
void expm1_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), add(conj_out(c), 1))); }
void log_vjp(VjpCtx& c) { c.grad_in(0, div(c.grad(), conj_in(c))); }
void log2_vjp(VjpCtx& c) { c.grad_in(0, div(c.grad(), mul(conj_in(c), kLn2))); }
void log10_vjp(VjpCtx& c) { c.grad_in(0, div(c.grad(), mul(conj_in(c), kLn10))); }
void log1p_vjp(VjpCtx& c) { c.grad_in(0, div(c.grad(), add(conj_in(c), 1))); }
void sqrt_vjp(VjpCtx& c) { c.grad_in(0, div(c.grad(), mul(conj_out(c), 2))); }
void rsqrt_vjp(VjpCtx& c) { c.grad_in(0, mul(mul(c.grad(), pow(conj_out(c), 3)), -0.5)); }
void reciprocal_vjp(VjpCtx& c) {
  Tensor out = conj_out(c);
  c.grad_in(0, neg(mul(c.grad(), mul(out, out))));
}
Tensor gauss(const Tensor& x) { return mul(exp(neg(mul(x, x))), kTwoOverSqrtPi); }
void erf_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), gauss(c.in(0)))); }
void erfc_vjp(VjpCtx& c) { c.grad_in(0, neg(mul(c.grad(), gauss(c.in(0))))); }

Tensor sigmoid_backward_cpu(const Tensor& grad, const Tensor& output) {
  return binary(grad, output, kernels::sigmoid_backward);
}
void sigmoid_vjp(VjpCtx& c) { c.grad_in(0, sigmoid_backward(c.grad(), c.out())); }
// An antiholomorphic function of y: g conj(y (1 - y)) gives conj(grad) g conj(1 - 2 y).
void sigmoid_backward_vjp(VjpCtx& c) {
  Tensor y = conjugate(c.in(1));
  if (c.needs(0)) c.grad_in(0, sigmoid_backward(c.grad(), y));
  if (c.needs(1)) c.grad_in(1, mul(mul(conjugate(c.grad()), c.in(0)), rsub(mul(y, 2), 1)));
}

Tensor logit_body(const Tensor& input, std::optional<double> eps) {
  check_implemented(!is_complex(input.dtype()), "\"logit_cpu\" not implemented for '",
                    input.dtype(), "'");
  Tensor x = is_floating(input.dtype()) ? input : to_copy(input, default_dtype());
  if (eps) x = clamp(x, *eps, 1 - *eps);
  return log(div(x, rsub(x, 1)));
}

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;
#define TN_ROW(name, saved, paths_, text, example)                                              \
  {                                                                                             \
    .schema = #name "(Tensor input) -> Tensor", .cpu = kernel<name##_cpu>(), .vjp = name##_vjp, \
    .saves = saved, .traits = kUsual, .paths = paths_, .doc = text "\n\nExample:\n" example     \
  }

constexpr OpDef kOps[] = {
    TN_ROW(exp, "out", "tenon.exp Tensor.exp", "Returns e to the power of input.",
           "    >>> tenon.exp(tenon.tensor([0.0, 1.0]))\n    tensor([1.0000, 2.7183])\n"),
    TN_ROW(exp2, "out", "tenon.exp2 tenon.special.exp2 Tensor.exp2",
           "Returns 2 to the power of input.",
           "    >>> tenon.exp2(tenon.tensor([0.0, 3.0]))\n    tensor([1., 8.])\n"),
    TN_ROW(expm1, "out", "tenon.expm1 tenon.special.expm1 Tensor.expm1",
           "Returns exp(input) - 1, accurate for small input.",
           "    >>> tenon.expm1(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 1.7183])\n"),
    TN_ROW(log, "input", "tenon.log Tensor.log", "Returns the natural logarithm.",
           "    >>> tenon.log(tenon.tensor([1.0, 2.0]))\n    tensor([0.0000, 0.6931])\n"),
    TN_ROW(log2, "input", "tenon.log2 Tensor.log2", "Returns the logarithm to base 2.",
           "    >>> tenon.log2(tenon.tensor([1.0, 8.0]))\n    tensor([0., 3.])\n"),
    TN_ROW(log10, "input", "tenon.log10 Tensor.log10", "Returns the logarithm to base 10.",
           "    >>> tenon.log10(tenon.tensor([1.0, 100.0]))\n    tensor([0., 2.])\n"),
    TN_ROW(log1p, "input", "tenon.log1p tenon.special.log1p Tensor.log1p",
           "Returns log(1 + input), accurate for small input.",
           "    >>> tenon.log1p(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 0.6931])\n"),
    TN_ROW(sqrt, "out", "tenon.sqrt Tensor.sqrt", "Returns the square root.",
           "    >>> tenon.sqrt(tenon.tensor([4.0, 9.0]))\n    tensor([2., 3.])\n"),
    TN_ROW(rsqrt, "out", "tenon.rsqrt Tensor.rsqrt", "Returns 1 / sqrt(input).",
           "    >>> tenon.rsqrt(tenon.tensor([4.0]))\n    tensor([0.5000])\n"),
    TN_ROW(reciprocal, "out", "tenon.reciprocal Tensor.reciprocal", "Returns 1 / input.",
           "    >>> tenon.reciprocal(tenon.tensor([4.0]))\n    tensor([0.2500])\n"),
    TN_ROW(erf, "input", "tenon.erf tenon.special.erf Tensor.erf", "Returns the error function.",
           "    >>> tenon.erf(tenon.tensor([0.0, 1.0]))\n    tensor([0.0000, 0.8427])\n"),
    TN_ROW(erfc, "input", "tenon.erfc tenon.special.erfc Tensor.erfc",
           "Returns 1 - erf(input), accurate for large input.",
           "    >>> tenon.erfc(tenon.tensor([0.0, 1.0]))\n    tensor([1.0000, 0.1573])\n"),
    TN_ROW(sigmoid, "out",
           "tenon.sigmoid tenon.special.expit tenon.nn.functional.sigmoid Tensor.sigmoid",
           "Returns 1 / (1 + exp(-input)).",
           "    >>> tenon.sigmoid(tenon.tensor([0.0, 2.0]))\n    tensor([0.5000, 0.8808])\n"),
    {.schema = "logit(Tensor input, float? eps=None) -> Tensor",
     .body = kernel<logit_body>(),
     .traits = kUsual,
     .paths = "tenon.logit tenon.special.logit Tensor.logit",
     .doc =
         R"(Returns log(input / (1 - input)), the inverse of sigmoid; input is clamped to [eps, 1 - eps] if eps is given.

Example:
    >>> tenon.logit(tenon.tensor([0.5, 0.9]))
    tensor([0.0000, 2.1972])
)"},
    {.schema = "sigmoid_backward(Tensor grad_output, Tensor output) -> Tensor",
     .cpu = kernel<sigmoid_backward_cpu>(),
     .vjp = sigmoid_backward_vjp,
     .saves = "grad_output, output",
     .traits = Pointwise | NoFunction,
     .doc = "Returns grad_output * output * (1 - output)."},
};
#undef TN_ROW

}  // namespace
void register_unary_exp(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
