// The gamma function and what is made of it.
#include "core/api/special_gamma.h"

#include <cmath>

#include "core/api/binary.h"
#include "core/api/copy.h"
#include "core/api/ranges.h"
#include "core/api/reduce.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/view_dims.h"
#include "core/iter/pointwise.h"
#include "core/kernels/special.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

namespace special = kernels::special;

#define TN_FLOAT_OP(name) \
  Tensor name##_cpu(const Tensor& input) { return unary_float(input, special::name##_kernel); }
TN_FLOAT_OP(lgamma)
TN_FLOAT_OP(digamma)
#undef TN_FLOAT_OP

Tensor polygamma_cpu(int64_t n, const Tensor& input) {
  check(n >= 0, "polygamma(n, x) does not support negative n.");
  const DType t = to_float_dtype(input.dtype());
  const Operand x(input), order(static_cast<double>(n));
  return pointwise({&x, &order}, t, t, special::polygamma_kernel);
}

void lgamma_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), digamma(c.in(0)))); }
void digamma_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), polygamma(1, c.in(0)))); }
void polygamma_vjp(VjpCtx& c) {
  c.grad_in(1, mul(c.grad(), polygamma(c.arg(0).to_int() + 1, c.in(1))));
}

Tensor zeta_cpu(const Operand& input, const Operand& other) {
  check_has_tensor(input, other, "zeta");
  return binary_float(input, other, special::zeta_kernel);
}
void zeta_vjp(VjpCtx& c) {
  check_implemented(!c.needs(0), "the derivative for 'self' of special_zeta is not implemented");
  const Operand s = c.operand(0);
  if (c.needs(1)) c.grad_in(1, neg(mul(mul(c.grad(), s), zeta(add(s, 1.0), c.operand(1)))));
}

Tensor igamma_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, special::igamma_kernel);
}
Tensor igammac_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, special::igammac_kernel);
}
template <int Sign>
void igamma_vjp(VjpCtx& c) {
  check_implemented(!c.needs(0), "the derivative for 'self' of igamma is not implemented");
  const Tensor a = c.in(0), x = c.in(1);
  const Tensor density = exp(sub(sub(mul(sub(a, 1), log(x)), x), lgamma(a)));
  if (c.needs(1)) c.grad_in(1, mul(mul(c.grad(), density), Sign));
}

Tensor mvlgamma_body(const Tensor& input, int64_t p) {
  check(p >= 1, "p has to be greater than or equal to 1");
  const DType t = to_float_dtype(input.dtype());
  Tensor steps = arange_start_step(0.5 - 0.5 * static_cast<double>(p), 0.5, 0.5, t, std::nullopt,
                                   input.device());
  const double constant = static_cast<double>(p * (p - 1)) / 4 * std::log(3.14159265358979323846);
  Tensor x = input.dtype() == t ? input : to_copy(input, t);
  return add(sum(lgamma(add(steps, unsqueeze(x, -1))), Ints<-1>::span), constant);
}

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;
constexpr uint32_t kFunction = Pointwise | Out;
#define TN_ROW(name, saved, traits_, paths_, text, example)                                     \
  {                                                                                             \
    .schema = #name "(Tensor input) -> Tensor", .cpu = kernel<name##_cpu>(), .vjp = name##_vjp, \
    .saves = saved, .traits = traits_, .paths = paths_, .doc = text "\n\nExample:\n" example    \
  }

constexpr OpDef kOps[] = {
    TN_ROW(lgamma, "input", kUsual, "tenon.lgamma tenon.special.gammaln Tensor.lgamma",
           "Returns the logarithm of the absolute value of the gamma function.",
           "    >>> tenon.lgamma(tenon.tensor([0.5, 4.0]))\n    tensor([0.5724, 1.7918])\n"),
    TN_ROW(digamma, "input", kUsual,
           "tenon.digamma tenon.special.digamma tenon.special.psi Tensor.digamma",
           "Returns the derivative of lgamma.",
           "    >>> tenon.digamma(tenon.tensor([1.0, 0.5]))\n    tensor([-0.5772, -1.9635])\n"),
    {.schema = "polygamma(int n, Tensor input) -> Tensor",
     .cpu = kernel<polygamma_cpu>(),
     .vjp = polygamma_vjp,
     .saves = "input",
     .traits = kUsual,
     .paths = "tenon.polygamma tenon.special.polygamma Tensor.polygamma",
     .doc = R"(Returns the n-th derivative of digamma.

Example:
    >>> tenon.polygamma(1, tenon.tensor([1.0, 0.5]))
    tensor([1.6449, 4.9348])
)"},
    {.schema = "zeta(Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<zeta_cpu>(),
     .vjp = zeta_vjp,
     .saves = "input, other",
     .traits = kFunction,
     .paths = "tenon.special.zeta",
     .doc = R"(Returns the Hurwitz zeta function: the sum of (k + other)^-input over k = 0, 1, ...

Example:
    >>> tenon.special.zeta(tenon.tensor([2.0, 4.0]), 1)
    tensor([1.6449, 1.0823])
)"},
    {.schema = "igamma(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<igamma_cpu>(),
     .vjp = igamma_vjp<1>,
     .saves = "input, other",
     .traits = kUsual,
     .paths = "tenon.igamma tenon.special.gammainc Tensor.igamma",
     .doc = R"(Returns the regularized lower incomplete gamma function of order input at other.

Example:
    >>> tenon.igamma(tenon.tensor([4.0]), tenon.tensor([3.0]))
    tensor([0.3528])
)"},
    {.schema = "igammac(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<igammac_cpu>(),
     .vjp = igamma_vjp<-1>,
     .saves = "input, other",
     .traits = kUsual,
     .paths = "tenon.igammac tenon.special.gammaincc Tensor.igammac",
     .doc = R"(Returns the regularized upper incomplete gamma function of order input at other.

Example:
    >>> tenon.igammac(tenon.tensor([4.0]), tenon.tensor([3.0]))
    tensor([0.6472])
)"},
    {.schema = "mvlgamma(Tensor input, int p) -> Tensor",
     .body = kernel<mvlgamma_body>(),
     .traits = kUsual,
     .paths = "tenon.mvlgamma tenon.special.multigammaln Tensor.mvlgamma",
     .doc = R"(Returns the logarithm of the multivariate gamma function of dimension p.

Example:
    >>> tenon.mvlgamma(tenon.tensor([1.0, 2.5]), 2)
    tensor([1.1447, 0.8570])
)"},
};

}  // namespace
void register_special_gamma(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
