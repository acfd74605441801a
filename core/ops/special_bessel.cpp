// Bessel functions and Airy's.
#include "core/api/special_bessel.h"

#include <limits>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/kernels/special.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

namespace special = kernels::special;

#define TN_FLOAT_OP(name) \
  Tensor name##_cpu(const Tensor& input) { return unary_float(input, special::name##_kernel); }
TN_FLOAT_OP(i0)
TN_FLOAT_OP(i0e)
TN_FLOAT_OP(i1)
TN_FLOAT_OP(i1e)
TN_FLOAT_OP(bessel_j0)
TN_FLOAT_OP(bessel_j1)
TN_FLOAT_OP(bessel_y0)
TN_FLOAT_OP(bessel_y1)
TN_FLOAT_OP(modified_bessel_i0)
TN_FLOAT_OP(modified_bessel_i1)
TN_FLOAT_OP(modified_bessel_k0)
TN_FLOAT_OP(modified_bessel_k1)
TN_FLOAT_OP(scaled_modified_bessel_k0)
TN_FLOAT_OP(scaled_modified_bessel_k1)
TN_FLOAT_OP(spherical_bessel_j0)
TN_FLOAT_OP(airy_ai)
#undef TN_FLOAT_OP

void i0_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), i1(c.in(0)))); }
void i0e_vjp(VjpCtx& c) {
  Tensor x = c.in(0);
  c.grad_in(0, mul(c.grad(), sub(i1e(x), mul(sign(x), c.out()))));
}

double epsilon(DType t) {
  if (t == DType::F64) return std::numeric_limits<double>::epsilon();
  if (t == DType::F32) return std::numeric_limits<float>::epsilon();
  return t == DType::F16 ? 0x1p-10 : 0x1p-7;
}
// i1(x) / x is 1 / 2 at 0, where the quotient cannot be formed.
template <Tensor (*Order0)(const Tensor&), bool Scaled>
void order1_vjp(VjpCtx& c) {
  Tensor x = c.in(0);
  const double eps = epsilon(x.dtype());
  Tensor large = gt(abs(x), eps), safe = where(large, x, eps);
  Tensor inverse = reciprocal(safe);
  Tensor slope = sub(Order0(safe), mul(c.out(), Scaled ? add(sign(safe), inverse) : inverse));
  c.grad_in(0, mul(c.grad(), where(large, slope, 0.5)));
}
void i1_vjp(VjpCtx& c) { order1_vjp<i0, false>(c); }
void i1e_vjp(VjpCtx& c) { order1_vjp<i0e, true>(c); }

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;
constexpr uint32_t kFunction = Pointwise | Out;
constexpr Vjp kNoGradient = no_grad("PyTorch has no gradient of it either");
#define TN_ROW(name, saved, traits_, paths_, text, example)                                     \
  {                                                                                             \
    .schema = #name "(Tensor input) -> Tensor", .cpu = kernel<name##_cpu>(), .vjp = name##_vjp, \
    .saves = saved, .traits = traits_, .paths = paths_, .doc = text "\n\nExample:\n" example    \
  }
#define TN_PLAIN_ROW(name, paths_, text, example)                                                \
  {                                                                                              \
    .schema = #name "(Tensor input) -> Tensor", .cpu = kernel<name##_cpu>(), .vjp = kNoGradient, \
    .traits = kFunction, .paths = paths_, .doc = text "\n\nExample:\n" example                   \
  }

constexpr OpDef kOps[] = {
    TN_ROW(
        i0, "input", kUsual, "tenon.i0 tenon.special.i0 Tensor.i0",
        "Returns the modified Bessel function of the first kind of order 0.",
        "    >>> tenon.i0(tenon.tensor([0.0, 1.0, 2.0]))\n    tensor([1.0000, 1.2661, 2.2796])\n"),
    TN_ROW(i0e, "input, out", kFunction, "tenon.special.i0e", "Returns exp(-|input|) * i0(input).",
           "    >>> tenon.special.i0e(tenon.tensor([0.0, 1.0, 2.0]))\n    tensor([1.0000, 0.4658, "
           "0.3085])\n"),
    TN_ROW(i1, "input, out", kFunction, "tenon.special.i1",
           "Returns the modified Bessel function of the first kind of order 1.",
           "    >>> tenon.special.i1(tenon.tensor([0.0, 1.0, 2.0]))\n    tensor([0.0000, 0.5652, "
           "1.5906])\n"),
    TN_ROW(i1e, "input, out", kFunction, "tenon.special.i1e", "Returns exp(-|input|) * i1(input).",
           "    >>> tenon.special.i1e(tenon.tensor([0.0, 1.0, 2.0]))\n    tensor([0.0000, 0.2079, "
           "0.2153])\n"),
    TN_PLAIN_ROW(bessel_j0, "tenon.special.bessel_j0",
                 "Returns the Bessel function of the first kind of order 0.",
                 "    >>> tenon.special.bessel_j0(tenon.tensor([1.0, 2.0]))\n    tensor([0.7652, "
                 "0.2239])\n"),
    TN_PLAIN_ROW(bessel_j1, "tenon.special.bessel_j1",
                 "Returns the Bessel function of the first kind of order 1.",
                 "    >>> tenon.special.bessel_j1(tenon.tensor([1.0, 2.0]))\n    tensor([0.4401, "
                 "0.5767])\n"),
    TN_PLAIN_ROW(bessel_y0, "tenon.special.bessel_y0",
                 "Returns the Bessel function of the second kind of order 0.",
                 "    >>> tenon.special.bessel_y0(tenon.tensor([1.0, 2.0]))\n    tensor([0.0883, "
                 "0.5104])\n"),
    TN_PLAIN_ROW(bessel_y1, "tenon.special.bessel_y1",
                 "Returns the Bessel function of the second kind of order 1.",
                 "    >>> tenon.special.bessel_y1(tenon.tensor([1.0, 2.0]))\n    tensor([-0.7812, "
                 "-0.1070])\n"),
    TN_PLAIN_ROW(modified_bessel_i0, "tenon.special.modified_bessel_i0",
                 "Returns the modified Bessel function of the first kind of order 0.",
                 "    >>> tenon.special.modified_bessel_i0(tenon.tensor([1.0, 2.0]))\n    "
                 "tensor([1.2661, 2.2796])\n"),
    TN_PLAIN_ROW(modified_bessel_i1, "tenon.special.modified_bessel_i1",
                 "Returns the modified Bessel function of the first kind of order 1.",
                 "    >>> tenon.special.modified_bessel_i1(tenon.tensor([1.0, 2.0]))\n    "
                 "tensor([0.5652, 1.5906])\n"),
    TN_PLAIN_ROW(modified_bessel_k0, "tenon.special.modified_bessel_k0",
                 "Returns the modified Bessel function of the second kind of order 0.",
                 "    >>> tenon.special.modified_bessel_k0(tenon.tensor([1.0, 2.0]))\n    "
                 "tensor([0.4210, 0.1139])\n"),
    TN_PLAIN_ROW(modified_bessel_k1, "tenon.special.modified_bessel_k1",
                 "Returns the modified Bessel function of the second kind of order 1.",
                 "    >>> tenon.special.modified_bessel_k1(tenon.tensor([1.0, 2.0]))\n    "
                 "tensor([0.6019, 0.1399])\n"),
    TN_PLAIN_ROW(scaled_modified_bessel_k0, "tenon.special.scaled_modified_bessel_k0",
                 "Returns exp(input) times modified_bessel_k0.",
                 "    >>> tenon.special.scaled_modified_bessel_k0(tenon.tensor([1.0, 2.0]))\n    "
                 "tensor([1.1445, 0.8416])\n"),
    TN_PLAIN_ROW(scaled_modified_bessel_k1, "tenon.special.scaled_modified_bessel_k1",
                 "Returns exp(input) times modified_bessel_k1.",
                 "    >>> tenon.special.scaled_modified_bessel_k1(tenon.tensor([1.0, 2.0]))\n    "
                 "tensor([1.6362, 1.0335])\n"),
    TN_PLAIN_ROW(spherical_bessel_j0, "tenon.special.spherical_bessel_j0",
                 "Returns the spherical Bessel function of the first kind of order 0.",
                 "    >>> tenon.special.spherical_bessel_j0(tenon.tensor([1.0, 2.0]))\n    "
                 "tensor([0.8415, 0.4546])\n"),
    TN_PLAIN_ROW(
        airy_ai, "tenon.special.airy_ai", "Returns the Airy function Ai.",
        "    >>> tenon.special.airy_ai(tenon.tensor([1.0, 2.0]))\n    tensor([0.1353, 0.0349])\n"),
};

}  // namespace
void register_special_bessel(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
