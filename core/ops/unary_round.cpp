// Sign, rounding and tests of single elements.
#include "core/api/unary_round.h"

#include <cmath>

#include "core/api/binary.h"
#include "core/api/complex.h"
#include "core/api/create.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"
#include "core/tensor/complex_view.h"

namespace tenon::ops {
namespace {

#define TN_SAME_OP(name) \
  Tensor name##_cpu(const Tensor& input) { return unary(input, kernels::name); }
Tensor square_cpu(const Tensor& input) {
  return unary(input.dtype() == DType::Bool ? raw::cast(input, DType::I64) : input,
               kernels::square);
}
Tensor sign_cpu(const Tensor& input) {
  check_implemented(!is_complex(input.dtype()),
                    "Unlike NumPy, torch.sign is not intended to support complex numbers. Please "
                    "use torch.sgn instead.");
  return unary(input, kernels::sign);
}
TN_SAME_OP(floor)
TN_SAME_OP(ceil)
TN_SAME_OP(trunc)
TN_SAME_OP(frac)
TN_SAME_OP(bitwise_not)
#undef TN_SAME_OP

#define TN_TEST_OP(name) \
  Tensor name##_cpu(const Tensor& input) { return unary_bool(input, kernels::name); }
TN_TEST_OP(logical_not)
TN_TEST_OP(isnan)
TN_TEST_OP(isinf)
TN_TEST_OP(isfinite)
TN_TEST_OP(signbit)
#undef TN_TEST_OP

Tensor neg_cpu(const Tensor& input) {
  check(input.dtype() != DType::Bool,
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
        "invert a mask, use the `~` or `logical_not()` operator instead.");
  return unary(input, kernels::neg);
}
Tensor abs_cpu(const Tensor& input) {
  if (!is_complex(input.dtype())) return unary(input, kernels::abs);
  check(mode().out_hint != input.impl(), "In-place abs is not supported for complex tensors.");
  Operand a(input);
  return pointwise({&a}, input.dtype(), real_dtype(input.dtype()), kernels::complex_abs);
}

Tensor round_cpu(const Tensor& input, int64_t decimals) {
  if (decimals == 0) return unary(input, kernels::round);
  check_implemented(is_floating(input.dtype()), "\"round_cpu\" not implemented for '",
                    input.dtype(), "' with decimals");
  kernels::Params p;
  p.f[0] = std::pow(10.0, static_cast<double>(decimals));
  return unary(input, kernels::round_decimals, &p);
}

Tensor positive_body(const Tensor& input) {
  check(input.dtype() != DType::Bool, "The `+` operator, on a bool tensor is not supported.");
  return input;
}

void neg_vjp(VjpCtx& c) { c.grad_in(0, neg(c.grad())); }
void abs_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), sgn(c.in(0)))); }
void square_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), mul(conjugate(c.in(0)), 2))); }
void frac_vjp(VjpCtx& c) { c.grad_in(0, c.grad()); }
// Piecewise constant: PyTorch gives zeros, so that chains through them stay defined.
void zero_vjp(VjpCtx& c) { c.grad_in(0, zeros_like(c.grad())); }

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;
constexpr uint32_t kTest = Pointwise | Method;
constexpr Vjp kBool = no_grad("gives bools");
#define TN_ROW(name, vjp_, saved, traits_, paths_, text, example)                            \
  {                                                                                          \
    .schema = #name "(Tensor input) -> Tensor", .cpu = kernel<name##_cpu>(), .vjp = vjp_,    \
    .saves = saved, .traits = traits_, .paths = paths_, .doc = text "\n\nExample:\n" example \
  }

constexpr OpDef kOps[] = {
    TN_ROW(neg, neg_vjp, "", kUsual, "tenon.neg tenon.negative Tensor.neg Tensor.negative",
           "Returns -input.",
           "    >>> tenon.neg(tenon.tensor([1.0, -2.0]))\n    tensor([-1.,  2.])\n"),
    TN_ROW(abs, abs_vjp, "input", kUsual, "tenon.abs tenon.absolute Tensor.abs Tensor.absolute",
           "Returns the absolute value.",
           "    >>> tenon.abs(tenon.tensor([1, -2]))\n    tensor([1, 2])\n"),
    TN_ROW(sign, zero_vjp, "", kUsual, "tenon.sign Tensor.sign", "Returns -1, 0 or 1.",
           "    >>> tenon.sign(tenon.tensor([-3.0, 0.0, 2.0]))\n    tensor([-1.,  0.,  1.])\n"),
    TN_ROW(square, square_vjp, "input", kUsual, "tenon.square Tensor.square",
           "Returns input * input.",
           "    >>> tenon.square(tenon.tensor([3.0]))\n    tensor([9.])\n"),
    TN_ROW(floor, zero_vjp, "", kUsual, "tenon.floor Tensor.floor", "Rounds down.",
           "    >>> tenon.floor(tenon.tensor([1.5, -1.5]))\n    tensor([ 1., -2.])\n"),
    TN_ROW(ceil, zero_vjp, "", kUsual, "tenon.ceil Tensor.ceil", "Rounds up.",
           "    >>> tenon.ceil(tenon.tensor([1.5, -1.5]))\n    tensor([ 2., -1.])\n"),
    TN_ROW(trunc, zero_vjp, "", kUsual, "tenon.trunc tenon.fix Tensor.trunc Tensor.fix",
           "Rounds towards zero.",
           "    >>> tenon.trunc(tenon.tensor([1.5, -1.5]))\n    tensor([ 1., -1.])\n"),
    TN_ROW(frac, frac_vjp, "", kUsual, "tenon.frac Tensor.frac", "Returns input - trunc(input).",
           "    >>> tenon.frac(tenon.tensor([1.5, -1.5]))\n    tensor([ 0.5000, -0.5000])\n"),
    {.schema = "round(Tensor input, *, int decimals=0) -> Tensor",
     .cpu = kernel<round_cpu>(),
     .vjp = zero_vjp,
     .traits = kUsual,
     .paths = "tenon.round tenon.special.round Tensor.round",
     .doc = R"(Rounds to the nearest integer, halves to even; or to so many decimals.

Example:
    >>> tenon.round(tenon.tensor([0.5, 1.5, 2.4]))
    tensor([0., 2., 2.])
)"},
    TN_ROW(bitwise_not, kBool, "", kUsual, "tenon.bitwise_not Tensor.bitwise_not",
           "Returns ~input of integers; not of bools.",
           "    >>> tenon.bitwise_not(tenon.tensor([0, 5]))\n    tensor([-1, -6])\n"),
    TN_ROW(logical_not, kBool, "", kUsual, "tenon.logical_not Tensor.logical_not",
           "Returns whether an element is zero.",
           "    >>> tenon.logical_not(tenon.tensor([0, 5]))\n    tensor([ True, False])\n"),
    TN_ROW(isnan, kBool, "", kTest, "tenon.isnan Tensor.isnan",
           "Returns whether an element is NaN.",
           "    >>> tenon.isnan(tenon.tensor([1.0, float('nan')]))\n    tensor([False,  True])\n"),
    TN_ROW(isinf, kBool, "", kTest, "tenon.isinf Tensor.isinf",
           "Returns whether an element is infinite.",
           "    >>> tenon.isinf(tenon.tensor([1.0, float('-inf')]))\n    tensor([False,  True])\n"),
    TN_ROW(
        isfinite, kBool, "", kTest, "tenon.isfinite Tensor.isfinite",
        "Returns whether an element is neither infinite nor NaN.",
        "    >>> tenon.isfinite(tenon.tensor([1.0, float('nan')]))\n    tensor([ True, False])\n"),
    TN_ROW(signbit, kBool, "", Pointwise | Method | Out, "tenon.signbit Tensor.signbit",
           "Returns whether the sign bit is set.",
           "    >>> tenon.signbit(tenon.tensor([1.0, -0.0]))\n    tensor([False,  True])\n"),
    {.schema = "positive(Tensor(a) input) -> Tensor(a)",
     .body = kernel<positive_body>(),
     .traits = Method,
     .doc = R"(Returns input itself. RuntimeError for bool tensors.

Example:
    >>> tenon.positive(tenon.tensor([1]))
    tensor([1])
)"},
};
#undef TN_ROW

}  // namespace
void register_unary_round(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
