// Relatives of the error function, entropy terms and products with logarithms.
#include "core/api/special_error.h"

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/create.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/unary_trig.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/kernels/special.h"
#include "core/ops/conjugate.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

namespace special = kernels::special;

#define TN_FLOAT_OP(name) \
  Tensor name##_cpu(const Tensor& input) { return unary_float(input, special::name##_kernel); }
TN_FLOAT_OP(erfinv)
TN_FLOAT_OP(erfcx)
TN_FLOAT_OP(ndtr)
TN_FLOAT_OP(ndtri)
TN_FLOAT_OP(log_ndtr)
TN_FLOAT_OP(entr)
#undef TN_FLOAT_OP

constexpr double kPi = 3.14159265358979323846, kSqrtPi = 1.77245385090551602730,
                 kSqrtTwoPi = 2.50662827463100050242, kSqrtHalf = 0.70710678118654752440;

Tensor squared_exp(const Tensor& x, double factor) { return exp(mul(mul(x, x), factor)); }

void erfinv_vjp(VjpCtx& c) {
  c.grad_in(0, mul(mul(c.grad(), squared_exp(c.out(), 1)), kSqrtPi / 2));
}
void erfcx_vjp(VjpCtx& c) {
  c.grad_in(0, mul(c.grad(), sub(mul(mul(c.in(0), c.out()), 2), 2 / kSqrtPi)));
}
void ndtr_vjp(VjpCtx& c) {
  c.grad_in(0, mul(mul(c.grad(), squared_exp(c.in(0), -0.5)), 1 / kSqrtTwoPi));
}
void ndtri_vjp(VjpCtx& c) {
  c.grad_in(0, mul(mul(c.grad(), squared_exp(c.out(), 0.5)), kSqrtTwoPi));
}
void log_ndtr_vjp(VjpCtx& c) {
  c.grad_in(0, mul(div(c.grad(), erfcx(mul(c.in(0), -kSqrtHalf))), 2 / kSqrtTwoPi));
}
void entr_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), sub(neg(log(c.in(0))), 1))); }
Tensor sinc_cpu(const Tensor& input) {
  if (!is_complex(input.dtype())) return unary_float(input, special::sinc_kernel);
  take_out_hint();
  GradMode off(false);
  Tensor y = mul(input, kPi);
  return where(eq(input, 0), 1.0, div(sin(y), y));
}
// (cos(pi x) - sinc(x)) / x, 0 where x^2 is.
void sinc_vjp(VjpCtx& c) {
  Tensor x = c.in(0), y = mul(x, kPi), square = mul(mul(x, x), kPi);
  Tensor slope = div(sub(mul(cos(y), y), sin(y)), square);
  c.grad_in(0, where(eq(square, 0), 0.0, mul(c.grad(), conjugate(slope))));
}

Tensor xlogy_cpu(const Operand& input, const Operand& other) {
  check_has_tensor(input, other, "xlogy");
  return binary_float(input, other, special::xlogy_kernel);
}
Tensor xlog1py_cpu(const Operand& input, const Operand& other) {
  check_has_tensor(input, other, "xlog1py");
  return binary_float(input, other, special::xlog1py_kernel);
}
Tensor as_tensor_like(const Operand& o, const Tensor& like) {
  return o.is_tensor() ? o.tensor : full_like(like, o.scalar);
}
// The gradient by x of x log y is 0 where the product is 0 by decree.
template <Tensor (*Product)(const Operand&, const Operand&)>
void product_vjp(VjpCtx& c, double offset) {
  const Operand x = c.operand(0), y = c.operand(1);
  if (c.needs(0)) {
    Tensor decreed = logical_and(eq(x.tensor, 0), le(as_tensor_like(y, x.tensor), -offset));
    c.grad_in(0, where(decreed, 0.0, Product(c.grad(), y)));
  }
  if (c.needs(1)) c.grad_in(1, div(mul(c.grad(), x), add(y, offset)));
}
void xlogy_vjp(VjpCtx& c) { product_vjp<xlogy>(c, 0); }
void xlog1py_vjp(VjpCtx& c) { product_vjp<xlog1py>(c, 1); }

Tensor logaddexp2_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, special::logaddexp2_kernel);
}
void logaddexp2_vjp(VjpCtx& c) {
  for (int i : {0, 1}) {
    if (c.needs(i)) c.grad_in(i, div(c.grad(), add(exp2(sub(c.in(1 - i), c.in(i))), 1)));
  }
}

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;
constexpr uint32_t kFunction = Pointwise | Out;
#define TN_ROW(name, saved, traits_, paths_, text, example)                                     \
  {                                                                                             \
    .schema = #name "(Tensor input) -> Tensor", .cpu = kernel<name##_cpu>(), .vjp = name##_vjp, \
    .saves = saved, .traits = traits_, .paths = paths_, .doc = text "\n\nExample:\n" example    \
  }

constexpr OpDef kOps[] = {
    TN_ROW(erfinv, "out", kUsual, "tenon.erfinv tenon.special.erfinv Tensor.erfinv",
           "Returns the inverse of erf.",
           "    >>> tenon.erfinv(tenon.tensor([0.0, 0.5, -1.0]))\n    tensor([0.0000, 0.4769,   "
           "-inf])\n"),
    TN_ROW(
        erfcx, "input, out", kFunction, "tenon.special.erfcx",
        "Returns exp(input^2) * erfc(input), without overflow on the way.",
        "    >>> tenon.special.erfcx(tenon.tensor([0.0, 10.0]))\n    tensor([1.0000, 0.0561])\n"),
    TN_ROW(ndtr, "input", kFunction, "tenon.special.ndtr",
           "Returns the distribution function of the standard normal distribution.",
           "    >>> tenon.special.ndtr(tenon.tensor([-3.0, 0.0, 3.0]))\n    tensor([0.0013, "
           "0.5000, 0.9987])\n"),
    TN_ROW(ndtri, "out", kFunction, "tenon.special.ndtri", "Returns the inverse of ndtr.",
           "    >>> tenon.special.ndtri(tenon.tensor([0.0, 0.25, 0.5]))\n    tensor([   -inf, "
           "-0.6745,  0.0000])\n"),
    TN_ROW(log_ndtr, "input", kFunction, "tenon.special.log_ndtr",
           "Returns the logarithm of ndtr, accurate in the tail.",
           "    >>> tenon.special.log_ndtr(tenon.tensor([-10.0, 0.0]))\n    tensor([-53.2313,  "
           "-0.6931])\n"),
    TN_ROW(entr, "input", kFunction, "tenon.special.entr",
           "Returns -input * log(input); 0 at 0 and -inf below.",
           "    >>> tenon.special.entr(tenon.tensor([-0.5, 0.0, 1.0, 0.5]))\n    tensor([  -inf, "
           "0.0000, -0.0000, 0.3466])\n"),
    TN_ROW(sinc, "input", kUsual, "tenon.sinc tenon.special.sinc Tensor.sinc",
           "Returns sin(pi input) / (pi input), and 1 at 0.",
           "    >>> tenon.sinc(tenon.tensor([0.0, 0.5]))\n    tensor([1.0000, 0.6366])\n"),
    {.schema = "xlogy(Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<xlogy_cpu>(),
     .vjp = xlogy_vjp,
     .saves = "input, other",
     .traits = kUsual,
     .paths = "tenon.xlogy tenon.special.xlogy Tensor.xlogy",
     .doc = R"(Returns input * log(other), and 0 where input is 0.

Example:
    >>> tenon.xlogy(tenon.tensor([0.0, 1.0, 2.0]), tenon.tensor([0.0, 2.0, 3.0]))
    tensor([0.0000, 0.6931, 2.1972])
)"},
    {.schema = "xlog1py(Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<xlog1py_cpu>(),
     .vjp = xlog1py_vjp,
     .saves = "input, other",
     .traits = kFunction,
     .paths = "tenon.special.xlog1py",
     .doc = R"(Returns input * log1p(other), and 0 where input is 0.

Example:
    >>> tenon.special.xlog1py(tenon.tensor([0.0, 1.0, 2.0]), tenon.tensor([-1.0, 2.0, 3.0]))
    tensor([0.0000, 1.0986, 2.7726])
)"},
    {.schema = "logaddexp2(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<logaddexp2_cpu>(),
     .vjp = logaddexp2_vjp,
     .saves = "input, other",
     .traits = Pointwise | Method | Out,
     .paths = "tenon.logaddexp2 Tensor.logaddexp2",
     .doc = R"(Returns log2(2^input + 2^other) without overflow on the way.

Example:
    >>> tenon.logaddexp2(tenon.tensor([0.0]), tenon.tensor([1.0]))
    tensor([1.5850])
)"},
};

}  // namespace
void register_special_error(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
