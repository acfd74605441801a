// Orthogonal polynomials.
#include "core/api/special_polynomial.h"

#include "core/iter/pointwise.h"
#include "core/kernels/special.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

namespace special = kernels::special;

#define TN_POLYNOMIAL_OP(name)                            \
  Tensor name##_cpu(const Operand& x, const Operand& n) { \
    check_has_tensor(x, n, #name);                        \
    return binary_float(x, n, special::name##_kernel);    \
  }
TN_POLYNOMIAL_OP(chebyshev_polynomial_t)
TN_POLYNOMIAL_OP(chebyshev_polynomial_u)
TN_POLYNOMIAL_OP(chebyshev_polynomial_v)
TN_POLYNOMIAL_OP(chebyshev_polynomial_w)
TN_POLYNOMIAL_OP(shifted_chebyshev_polynomial_t)
TN_POLYNOMIAL_OP(shifted_chebyshev_polynomial_u)
TN_POLYNOMIAL_OP(shifted_chebyshev_polynomial_v)
TN_POLYNOMIAL_OP(shifted_chebyshev_polynomial_w)
TN_POLYNOMIAL_OP(hermite_polynomial_h)
TN_POLYNOMIAL_OP(hermite_polynomial_he)
TN_POLYNOMIAL_OP(laguerre_polynomial_l)
TN_POLYNOMIAL_OP(legendre_polynomial_p)
#undef TN_POLYNOMIAL_OP

constexpr Vjp kNoGradient = no_grad("PyTorch has no gradient of it either");
#define TN_ROW(name, paths_, text, example)                                                      \
  {                                                                                              \
    .schema = #name "(Tensor|Scalar x, Tensor|Scalar n) -> Tensor", .cpu = kernel<name##_cpu>(), \
    .vjp = kNoGradient, .traits = Pointwise | Out, .paths = paths_,                              \
    .doc = text "\n\nExample:\n" example                                                         \
  }

constexpr OpDef kOps[] = {
    TN_ROW(chebyshev_polynomial_t, "tenon.special.chebyshev_polynomial_t",
           "Returns the Chebyshev polynomial of the first kind and degree n at x.",
           "    >>> tenon.special.chebyshev_polynomial_t(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-1., 26.])\n"),
    TN_ROW(chebyshev_polynomial_u, "tenon.special.chebyshev_polynomial_u",
           "Returns the Chebyshev polynomial of the second kind and degree n at x.",
           "    >>> tenon.special.chebyshev_polynomial_u(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-1., 56.])\n"),
    TN_ROW(chebyshev_polynomial_v, "tenon.special.chebyshev_polynomial_v",
           "Returns the Chebyshev polynomial of the third kind and degree n at x.",
           "    >>> tenon.special.chebyshev_polynomial_v(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-1., 41.])\n"),
    TN_ROW(chebyshev_polynomial_w, "tenon.special.chebyshev_polynomial_w",
           "Returns the Chebyshev polynomial of the fourth kind and degree n at x.",
           "    >>> tenon.special.chebyshev_polynomial_w(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-1., 71.])\n"),
    TN_ROW(shifted_chebyshev_polynomial_t, "tenon.special.shifted_chebyshev_polynomial_t",
           "Returns the Chebyshev polynomial of the first kind and degree n at 2 x - 1.",
           "    >>> tenon.special.shifted_chebyshev_polynomial_t(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-0., 99.])\n"),
    TN_ROW(shifted_chebyshev_polynomial_u, "tenon.special.shifted_chebyshev_polynomial_u",
           "Returns the Chebyshev polynomial of the second kind and degree n at 2 x - 1.",
           "    >>> tenon.special.shifted_chebyshev_polynomial_u(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([ -0., 204.])\n"),
    TN_ROW(shifted_chebyshev_polynomial_v, "tenon.special.shifted_chebyshev_polynomial_v",
           "Returns the Chebyshev polynomial of the third kind and degree n at 2 x - 1.",
           "    >>> tenon.special.shifted_chebyshev_polynomial_v(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([  1., 169.])\n"),
    TN_ROW(shifted_chebyshev_polynomial_w, "tenon.special.shifted_chebyshev_polynomial_w",
           "Returns the Chebyshev polynomial of the fourth kind and degree n at 2 x - 1.",
           "    >>> tenon.special.shifted_chebyshev_polynomial_w(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([ -1., 239.])\n"),
    TN_ROW(hermite_polynomial_h, "tenon.special.hermite_polynomial_h",
           "Returns the physicists' Hermite polynomial of degree n at x.",
           "    >>> tenon.special.hermite_polynomial_h(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-5., 40.])\n"),
    TN_ROW(hermite_polynomial_he, "tenon.special.hermite_polynomial_he",
           "Returns the probabilists' Hermite polynomial of degree n at x.",
           "    >>> tenon.special.hermite_polynomial_he(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-1.3750,  2.0000])\n"),
    TN_ROW(laguerre_polynomial_l, "tenon.special.laguerre_polynomial_l",
           "Returns the Laguerre polynomial of degree n at x.",
           "    >>> tenon.special.laguerre_polynomial_l(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-0.1458, -0.3333])\n"),
    TN_ROW(legendre_polynomial_p, "tenon.special.legendre_polynomial_p",
           "Returns the Legendre polynomial of degree n at x.",
           "    >>> tenon.special.legendre_polynomial_p(tenon.tensor([0.5, 2.0]), 3)\n    "
           "tensor([-0.4375, 17.0000])\n"),
};

}  // namespace
void register_special_polynomial(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
