// Arithmetic of two operands.
#include "core/api/binary.h"

#include "core/api/compare.h"
#include "core/api/complex.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

// alpha is cast to the type of the result, as PyTorch does.
Tensor with_alpha(const Operand& a, const Operand& b, const Scalar& alpha,
                  const kernels::Kernel& k) {
  DType t = Promoter().add(a).add(b).result();
  check(!alpha.is_float() || is_floating(t) || is_complex(t),
        "For integral input tensors, argument alpha must not be a floating point number.");
  check(alpha.kind != Scalar::Bool || t == DType::Bool,
        "Boolean alpha only supported for Boolean results.");
  // Sums of bools are their disjunction, whose loop knows no factor.
  if (t == DType::Bool && !alpha.to_bool()) return pointwise({&a, &a}, t, t, k);
  check(alpha.kind != Scalar::Complex || is_complex(t),
        "For non-complex input tensors, argument alpha must not be a complex number.");
  check_fits(alpha, t);
  if (is_complex(t) && alpha.to_complex() == 1.0) return pointwise({&a, &b}, t, t, k);
  kernels::Params p;
  p.f[0] = alpha.to_double();
  p.f[1] = alpha.imag;
  p.i[0] = alpha.to_int();
  return pointwise({&a, &b}, t, t, k, &p);
}

bool is_bool(const Operand& o) {
  return o.is_tensor() ? o.tensor.dtype() == DType::Bool : o.scalar.kind == Scalar::Bool;
}

Tensor add_cpu(const Operand& input, const Operand& other, Scalar alpha) {
  return with_alpha(input, other, alpha, kernels::add);
}

Tensor scaled(const Tensor& grad, const Scalar& alpha) {
  return alpha.to_complex() == 1.0 ? grad : mul(grad, conjugate(alpha));
}

void add_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (c.needs(1)) c.grad_in(1, scaled(c.grad(), c.arg(2).to_scalar()));
}

Tensor sub_cpu(const Operand& input, const Operand& other, Scalar alpha) {
  check(!is_bool(input) || !is_bool(other),
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
        "`logical_xor()` operator instead.");
  check(!is_bool(input) && !is_bool(other),
        "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to "
        "invert a mask, use the `~` "
        "or `logical_not()` operator instead.");
  return with_alpha(input, other, alpha, kernels::sub);
}

void sub_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (c.needs(1)) c.grad_in(1, neg(scaled(c.grad(), c.arg(2).to_scalar())));
}

Tensor rsub_body(const Tensor& input, const Operand& other, Scalar alpha) {
  return sub(other, input, alpha);
}

// Products and quotients of 16-bit floats by one number are computed with the number in float32.
// Nothing where that is the same: for numbers that 16 bits hold.
Tensor by_wide_number(const Operand& a, const Operand& b, const kernels::Kernel& k) {
  if (!a.is_tensor() || !is_floating(a.tensor.dtype())) return {};
  const DType t = Promoter().add(a).add(b).result();
  if (t != DType::F16 && t != DType::BF16) return {};
  const bool small = b.is_tensor() && b.tensor.dtype() == t;
  if (small || (b.is_tensor() && (b.tensor.dim() > 0 || b.tensor.is_meta()))) return {};
  float number = 0;
  if (b.is_tensor()) {
    number = *raw::cast(b.tensor, DType::F32).data<float>();
  } else {
    number = static_cast<float>(b.scalar.to_double());
  }
  const float rounded =
      t == DType::F16 ? static_cast<float>(half(number)) : static_cast<float>(bfloat16(number));
  if (rounded == number || number != number) return {};
  const Operand wide(raw::cast(a.tensor, DType::F32)), by(static_cast<double>(number));
  return raw::cast(pointwise({&wide, &by}, DType::F32, DType::F32, k), t);
}

Tensor mul_cpu(const Operand& input, const Operand& other) {
  const bool turned = !input.is_tensor();
  if (Tensor out = by_wide_number(turned ? other : input, turned ? input : other, kernels::mul))
    return out;
  return binary(input, other, kernels::mul);
}

void mul_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, mul(c.grad(), conjugate(c.operand(1))));
  if (c.needs(1)) c.grad_in(1, mul(c.grad(), conjugate(c.operand(0))));
}

Tensor div_cpu(const Operand& input, const Operand& other, std::optional<std::string_view> mode) {
  const kernels::Kernel* k = !mode              ? &kernels::div
                             : *mode == "trunc" ? &kernels::trunc_divide
                             : *mode == "floor" ? &kernels::floor_divide
                                                : nullptr;
  if (k) {
    if (Tensor out = by_wide_number(input, other, *k)) return out;
    return mode ? binary(input, other, *k) : binary_float(input, other, *k);
  }
  fail(ErrorKind::Runtime,
       "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '", *mode, "'");
}

void div_vjp(VjpCtx& c) {
  bool rounded = !c.arg(2).is_none();
  if (c.needs(0))
    c.grad_in(0, rounded ? zeros_like(c.grad()) : div(c.grad(), conjugate(c.operand(1))));
  if (!c.needs(1)) return;
  if (rounded) return c.grad_in(1, zeros_like(c.grad()));
  Operand b = c.operand(1);
  c.grad_in(1, neg(mul(c.grad(), conjugate(div(div(c.operand(0), b), b)))));
}

Tensor floor_divide_cpu(const Operand& input, const Operand& other) {
  if (Tensor out = by_wide_number(input, other, kernels::floor_divide)) return out;
  return binary(input, other, kernels::floor_divide);
}

Tensor remainder_cpu(const Operand& input, const Operand& other) {
  check_has_tensor(input, other, "remainder");
  return binary(input, other, kernels::remainder);
}
void remainder_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (c.needs(1)) c.grad_in(1, neg(mul(c.grad(), div(c.operand(0), c.operand(1), "floor"))));
}

Tensor fmod_cpu(const Tensor& input, const Operand& other) {
  return binary(input, other, kernels::fmod);
}
void fmod_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (c.needs(1)) c.grad_in(1, neg(mul(c.grad(), div(c.operand(0), c.operand(1), "trunc"))));
}

Tensor pow_cpu(const Operand& input, const Operand& exponent) {
  check_has_tensor(input, exponent, "pow");
  DType t = Promoter().add(input).add(exponent).result();
  if (!exponent.is_tensor() && is_integral(t, true)) {
    check(exponent.scalar.to_double() >= 0, "Integers to negative integer powers are not allowed.");
  }
  if (!exponent.is_tensor() && exponent.scalar.imag == 0) {
    double e = exponent.scalar.to_double();
    bool roots = is_floating(t) || is_complex(t);
    if (e == 0.0 && is_complex(t) && input.is_tensor())
      return ones_like(input.tensor, std::optional(t));
    if (e == 2.0) return pointwise({&input}, t, t, kernels::square);
    if (e == 0.5 && roots) return pointwise({&input}, t, t, kernels::sqrt);
    if (e == -1.0 && roots) return pointwise({&input}, t, t, kernels::reciprocal);
    if (e == -0.5 && roots) return pointwise({&input}, t, t, kernels::rsqrt);
  }
  return pointwise({&input, &exponent}, t, t, kernels::pow);
}

Scalar less_one(Scalar s) {
  if (!s.is_float()) return Scalar(s.i - 1);
  s.f -= 1;
  return s;
}
bool is_complex_operand(const Operand& o) {
  return o.is_tensor() ? is_complex(o.tensor.dtype()) : o.scalar.kind == Scalar::Complex;
}

// d/db a^b = a^b log a, taken as 0 where a == 0 and b >= 0.
void pow_vjp(VjpCtx& c) {
  Operand a = c.operand(0), b = c.operand(1);
  if (c.needs(0)) {
    if (!b.is_tensor()) {
      bool constant = b.scalar.to_complex() == 0.0;
      c.grad_in(0, constant ? zeros_like(c.grad())
                            : mul(c.grad(), conjugate(mul(pow(a, less_one(b.scalar)), b))));
    } else {
      Tensor slope = conjugate(mul(b, pow(a, sub(b, 1))));
      c.grad_in(0, where(eq(b.tensor, 0.0), 0.0, mul(c.grad(), slope)));
    }
  }
  if (c.needs(1)) {
    Tensor base = a.is_tensor() ? a.tensor : full(IntSpan(), a.scalar);
    Tensor order = is_complex(b.tensor.dtype()) ? real(b.tensor) : b.tensor;
    Tensor at_zero = logical_and(eq(base, 0), ge(order, 0));
    c.grad_in(1, mul(c.grad(), conjugate(where(at_zero, 0.0, mul(c.out(), log(base))))));
  }
}

Tensor float_power_body(const Operand& input, const Operand& exponent) {
  DType t = is_complex_operand(input) || is_complex_operand(exponent) ? DType::C128 : DType::F64;
  auto wide = [&](const Operand& o) {
    return o.is_tensor()      ? Operand(o.tensor.dtype() == t ? o.tensor : to_copy(o.tensor, t))
           : t == DType::C128 ? Operand(Scalar(o.scalar.to_complex()))
                              : Operand(o.scalar.to_double());
  };
  return pow(wide(input), wide(exponent));
}

Tensor atan2_cpu(const Tensor& input, const Tensor& other) {
  return binary_float(input, other, kernels::atan2);
}
void atan2_vjp(VjpCtx& c) {
  Tensor y = c.in(0), x = c.in(1);
  Tensor scale = div(c.grad(), add(mul(y, y), mul(x, x)));
  if (c.needs(0)) c.grad_in(0, mul(scale, x));
  if (c.needs(1)) c.grad_in(1, neg(mul(scale, y)));
}

Tensor hypot_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, kernels::hypot);
}
void hypot_vjp(VjpCtx& c) {
  Tensor scale = div(c.grad(), c.out());
  for (int i : {0, 1}) {
    if (c.needs(i)) c.grad_in(i, mul(scale, c.in(i)));
  }
}

Tensor copysign_cpu(const Tensor& input, const Operand& other) {
  return binary_float(input, other, kernels::copysign);
}
void copysign_vjp(VjpCtx& c) {
  if (c.needs(0)) {
    Tensor ratio = div(c.out(), c.in(0));
    c.grad_in(0, mul(c.grad(), where(eq(c.in(0), 0), 0.0, ratio)));
  }
  if (c.needs(1)) c.grad_in(1, zeros_like(c.grad()));
}

Tensor logaddexp_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, kernels::logaddexp);
}
void logaddexp_vjp(VjpCtx& c) {
  for (int i : {0, 1}) {
    if (c.needs(i)) c.grad_in(i, mul(c.grad(), conjugate(exp(sub(c.in(i), c.out())))));
  }
}

// Where both are equal each gets half of the gradient, as in PyTorch.
template <Tensor (*Wins)(const Tensor&, const Operand&)>
void extreme_vjp(VjpCtx& c) {
  Tensor a = c.in(0), b = c.in(1);
  Tensor half = div(c.grad(), 2);
  Tensor tie = eq(a, b);
  if (c.needs(0)) c.grad_in(0, where(tie, half, where(Wins(a, b), c.grad(), 0.0)));
  if (c.needs(1)) c.grad_in(1, where(tie, half, where(Wins(b, a), c.grad(), 0.0)));
}
Tensor maximum_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, kernels::maximum);
}
Tensor minimum_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, kernels::minimum);
}
Tensor fmax_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, kernels::fmax);
}
Tensor fmin_cpu(const Tensor& input, const Tensor& other) {
  return binary(input, other, kernels::fmin);
}

constexpr uint32_t kUsual = Pointwise | Method | InPlace | Out;

constexpr OpDef kOps[] = {
    {.schema = "add(Tensor|Scalar input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",
     .cpu = kernel<add_cpu>(),
     .vjp = add_vjp,
     .traits = kUsual,
     .doc = R"(Returns input + alpha * other, broadcast and promoted.

Example:
    >>> tenon.add(tenon.tensor([1.0, 2.0]), 10, alpha=2)
    tensor([21., 22.])
)"},
    {.schema = "sub(Tensor|Scalar input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",
     .cpu = kernel<sub_cpu>(),
     .vjp = sub_vjp,
     .traits = kUsual,
     .paths = "tenon.sub tenon.subtract Tensor.sub Tensor.subtract",
     .doc = R"(Returns input - alpha * other, broadcast and promoted. RuntimeError for bool tensors.

Example:
    >>> tenon.sub(tenon.tensor([1.0, 2.0]), 1)
    tensor([0., 1.])
)"},
    {.schema = "rsub(Tensor input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",
     .body = kernel<rsub_body>(),
     .traits = Pointwise,
     .paths = "tenon.rsub",
     .doc = R"(Returns other - alpha * input.

Example:
    >>> tenon.rsub(tenon.tensor([1.0, 2.0]), 1)
    tensor([ 0., -1.])
)"},
    {.schema = "mul(Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<mul_cpu>(),
     .vjp = mul_vjp,
     .saves = "input:other, other:input",
     .traits = kUsual,
     .paths = "tenon.mul tenon.multiply Tensor.mul Tensor.multiply",
     .doc = R"(Returns input * other, broadcast and promoted.

Example:
    >>> tenon.mul(tenon.tensor([1.0, 2.0]), tenon.tensor([3.0, 4.0]))
    tensor([3., 8.])
)"},
    {.schema =
         "div(Tensor|Scalar input, Tensor|Scalar other, *, str? rounding_mode=None) -> Tensor",
     .cpu = kernel<div_cpu>(),
     .vjp = div_vjp,
     .saves = "input:other, other",
     .traits = kUsual,
     .paths =
         "tenon.div tenon.divide tenon.true_divide Tensor.div Tensor.divide Tensor.true_divide",
     .doc =
         R"(Returns input / other, broadcast and promoted; integers give floats unless rounding_mode is 'trunc' or 'floor'.

Example:
    >>> tenon.div(tenon.tensor([7, -7]), 2, rounding_mode='floor')
    tensor([ 3, -4])
)"},
    {.schema = "floor_divide(Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<floor_divide_cpu>(),
     .vjp = no_grad("piecewise constant"),
     .traits = kUsual,
     .doc = R"(Returns input / other, rounded down.

Example:
    >>> tenon.floor_divide(tenon.tensor([7, -7]), 2)
    tensor([ 3, -4])
)"},
    {.schema = "remainder(Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<remainder_cpu>(),
     .vjp = remainder_vjp,
     .saves = "input:other, other:other",
     .traits = kUsual,
     .doc = R"(Returns Python's input % other: the sign is that of other.

Example:
    >>> tenon.remainder(tenon.tensor([-3.0, 3.0]), 2)
    tensor([1., 1.])
)"},
    {.schema = "fmod(Tensor input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<fmod_cpu>(),
     .vjp = fmod_vjp,
     .saves = "input:other, other:other",
     .traits = kUsual,
     .doc = R"(Returns C's fmod(input, other): the sign is that of input.

Example:
    >>> tenon.fmod(tenon.tensor([-3.0, 3.0]), 2)
    tensor([-1.,  1.])
)"},
    {.schema = "pow(Tensor|Scalar input, Tensor|Scalar exponent) -> Tensor",
     .cpu = kernel<pow_cpu>(),
     .vjp = pow_vjp,
     .saves = "input, exponent, out",
     .traits = kUsual,
     .doc = R"(Returns input to the power of exponent. RuntimeError for integers to negative powers.

Example:
    >>> tenon.pow(tenon.tensor([1.0, 2.0, 3.0]), 2)
    tensor([1., 4., 9.])
)"},
    {.schema = "float_power(Tensor|Scalar input, Tensor|Scalar exponent) -> Tensor",
     .body = kernel<float_power_body>(),
     .traits = Pointwise | Method,
     .doc = R"(Returns input to the power of exponent in float64.

Example:
    >>> tenon.float_power(tenon.tensor([2]), -1)
    tensor([0.5000], dtype=tenon.float64)
)"},
    {.schema = "atan2(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<atan2_cpu>(),
     .vjp = atan2_vjp,
     .saves = "input, other",
     .traits = kUsual,
     .paths = "tenon.atan2 tenon.arctan2 Tensor.atan2 Tensor.arctan2",
     .doc = R"(Returns the angle of the point (other, input), in (-pi, pi].

Example:
    >>> tenon.atan2(tenon.tensor([1.0]), tenon.tensor([-1.0]))
    tensor([2.3562])
)"},
    {.schema = "hypot(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<hypot_cpu>(),
     .vjp = hypot_vjp,
     .saves = "input, other, out",
     .traits = kUsual,
     .doc = R"(Returns sqrt(input^2 + other^2) without overflow on the way.

Example:
    >>> tenon.hypot(tenon.tensor([3.0]), tenon.tensor([4.0]))
    tensor([5.])
)"},
    {.schema = "copysign(Tensor input, Tensor|Scalar other) -> Tensor",
     .cpu = kernel<copysign_cpu>(),
     .vjp = copysign_vjp,
     .saves = "input, out",
     .traits = kUsual,
     .doc = R"(Returns the magnitude of input with the sign of other.

Example:
    >>> tenon.copysign(tenon.tensor([1.0, 2.0]), -0.0)
    tensor([-1., -2.])
)"},
    {.schema = "logaddexp(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<logaddexp_cpu>(),
     .vjp = logaddexp_vjp,
     .saves = "input, other, out",
     .traits = Pointwise | Method | Out,
     .doc = R"(Returns log(exp(input) + exp(other)) without overflow on the way.

Example:
    >>> tenon.logaddexp(tenon.tensor([0.0]), tenon.tensor([0.0]))
    tensor([0.6931])
)"},
    {.schema = "maximum(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<maximum_cpu>(),
     .vjp = extreme_vjp<gt>,
     .saves = "input, other",
     .traits = Pointwise | Method | Out,
     .doc = R"(Returns the larger of two elements; NaN if either is NaN.

Example:
    >>> tenon.maximum(tenon.tensor([1, 5]), tenon.tensor([3, 2]))
    tensor([3, 5])
)"},
    {.schema = "minimum(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<minimum_cpu>(),
     .vjp = extreme_vjp<lt>,
     .saves = "input, other",
     .traits = Pointwise | Method | Out,
     .doc = R"(Returns the smaller of two elements; NaN if either is NaN.

Example:
    >>> tenon.minimum(tenon.tensor([1, 5]), tenon.tensor([3, 2]))
    tensor([1, 2])
)"},
    {.schema = "fmax(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<fmax_cpu>(),
     .vjp = extreme_vjp<gt>,
     .saves = "input, other",
     .traits = Pointwise | Method | Out,
     .doc = R"(Returns the larger of two elements; of a number and NaN the number.

Example:
    >>> tenon.fmax(tenon.tensor([1.0, float('nan')]), tenon.tensor(0.5))
    tensor([1.0000, 0.5000])
)"},
    {.schema = "fmin(Tensor input, Tensor other) -> Tensor",
     .cpu = kernel<fmin_cpu>(),
     .vjp = extreme_vjp<lt>,
     .saves = "input, other",
     .traits = Pointwise | Method | Out,
     .doc = R"(Returns the smaller of two elements; of a number and NaN the number.

Example:
    >>> tenon.fmin(tenon.tensor([1.0, float('nan')]), tenon.tensor(0.5))
    tensor([0.5000, 0.5000])
)"},
};

}  // namespace
void register_binary(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
