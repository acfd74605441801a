// Complex tensors: parts, conjugates, polar form, views as real numbers.
#include "core/api/complex.h"

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/create.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"
#include "core/tensor/complex_view.h"

namespace tenon::ops {
namespace {

constexpr std::complex<double> kI{0, 1};

Tensor view_as_real_cpu(const Tensor& input) { return complex_as_real(input); }
void view_as_real_vjp(VjpCtx& c) {
  c.grad_in(0, complex(select(c.grad(), -1, 0), select(c.grad(), -1, 1)));
}
Tensor view_as_complex_cpu(const Tensor& input) { return real_as_complex(input); }
void view_as_complex_vjp(VjpCtx& c) { c.grad_in(0, view_as_real(c.grad())); }

Tensor real_body(const Tensor& input) {
  return is_complex(input.dtype()) ? select(view_as_real(input), -1, 0) : input;
}
Tensor imag_body(const Tensor& input) {
  check(is_complex(input.dtype()), "imag is not implemented for tensors with non-complex dtypes.");
  return select(view_as_real(input), -1, 1);
}

Tensor conj_copy_cpu(const Tensor& input) { return unary(input, kernels::conj); }
void conj_copy_vjp(VjpCtx& c) { c.grad_in(0, conj_copy(c.grad())); }
Tensor conj_body(const Tensor& input) {
  return is_complex(input.dtype()) ? conj_copy(input) : input;
}
Tensor itself_body(const Tensor& input) { return input; }
bool never_body(const Tensor&) { return false; }
Tensor adjoint_body(const Tensor& input) {
  check(input.dim() != 1,
        "tensor.adjoint() is only supported on matrices or batches of matrices. Got 1-D tensor.");
  return input.dim() == 0 ? conj(input) : conj(transpose(input, -2, -1));
}

void check_parts(const Tensor& a, const Tensor& b) {
  check(is_floating(a.dtype()) && is_floating(b.dtype()) && a.dtype() != DType::BF16 &&
            b.dtype() != DType::BF16,
        "Expected both inputs to be Half, Float or Double tensors but got ",
        scalar_type_name(a.dtype()), " and ", scalar_type_name(b.dtype()));
  check(a.dtype() == b.dtype(), "Expected object of scalar type ", scalar_type_name(a.dtype()),
        " but got scalar type ", scalar_type_name(b.dtype()), " for second argument");
  check_implemented(a.dtype() != DType::F16,
                    "complex(): complex numbers of half precision are not supported: got float16, "
                    "expected float32 or float64");
}
Tensor from_reals(const Tensor& a, const Tensor& b, const kernels::Kernel& k) {
  check_parts(a, b);
  DType t = complex_dtype(a.dtype());
  Iter it(k.name);
  TensorImpl* target = take_out_hint();
  check(!target || target->dtype == t, "Expected object of scalar type ", scalar_type_name(t),
        " but got scalar type ", scalar_type_name(target ? target->dtype : t),
        " for argument 'out'");
  it.out(t).in(a).in(b).hint(target).build();
  it.run(loop_for(k, t));
  return it.result();
}
Tensor complex_cpu(const Tensor& real, const Tensor& imag) {
  return from_reals(real, imag, kernels::make_complex);
}
void complex_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, real(c.grad()));
  if (c.needs(1)) c.grad_in(1, imag(c.grad()));
}
Tensor polar_cpu(const Tensor& abs, const Tensor& angle) {
  return from_reals(abs, angle, kernels::polar);
}
void polar_vjp(VjpCtx& c) {
  Tensor g = conjugate(c.grad()), out = c.out();
  if (c.needs(0)) c.grad_in(0, real(mul(g, sgn(out))));
  if (c.needs(1)) c.grad_in(1, real(mul(g, mul(out, Scalar(kI)))));
}

Tensor angle_cpu(const Tensor& input) {
  Operand a(input);
  DType t = to_float_dtype(input.dtype());
  return pointwise({&a}, t, real_dtype(t), kernels::angle);
}
// The angle of a real number is piecewise constant.
void angle_vjp(VjpCtx& c) {
  Tensor z = c.in(0);
  if (!is_complex(z.dtype())) return c.grad_in(0, zeros_like(c.grad()));
  Tensor slope = mul(div(mul(c.grad(), z), square(abs(z))), Scalar(kI));
  c.grad_in(0, where(eq(z, 0.0), 0.0, slope));
}

Tensor sgn_cpu(const Tensor& input) {
  return unary(input, is_complex(input.dtype()) ? kernels::sgn : kernels::sign);
}
// Moving z along its own direction does not change sgn(z): that part of the gradient is left out.
void sgn_vjp(VjpCtx& c) {
  Tensor z = c.in(0);
  if (!is_complex(z.dtype())) return c.grad_in(0, zeros_like(c.grad()));
  Tensor r = abs(z), s = sgn(z);
  Tensor slope = sub(div(c.grad(), r), div(mul(real(div(c.grad(), s)), s), r));
  c.grad_in(0, where(eq(r, 0.0), 0.0, slope));
}

Tensor isreal_body(const Tensor& input) {
  return is_complex(input.dtype()) ? eq(imag(input), 0.0)
                                   : ones_like(input, std::optional(DType::Bool));
}

constexpr OpDef kOps[] = {
    {.schema = "view_as_real(Tensor(a) input) -> Tensor(a)",
     .cpu = kernel<view_as_real_cpu>(),
     .vjp = view_as_real_vjp,
     .traits = View,
     .paths = "tenon.view_as_real",
     .doc = R"(Returns a view with a last dimension of two: the real and the imaginary part.

Example:
    >>> tenon.view_as_real(tenon.tensor([1 + 2j]))
    tensor([[1., 2.]])
)"},
    {.schema = "view_as_complex(Tensor(a) input) -> Tensor(a)",
     .cpu = kernel<view_as_complex_cpu>(),
     .vjp = view_as_complex_vjp,
     .traits = View,
     .paths = "tenon.view_as_complex",
     .doc = R"(Returns a complex view of pairs of reals: the last dimension has size 2.

Example:
    >>> tenon.view_as_complex(tenon.tensor([[1.0, 2.0]]))
    tensor([1.+2.j])
)"},
    {.schema = "real(Tensor(a) input) -> Tensor(a)",
     .body = kernel<real_body>(),
     .paths = "tenon.real",
     .doc = R"(Returns a view of the real part; a real tensor itself.

Example:
    >>> tenon.real(tenon.tensor([1 + 2j]))
    tensor([1.])
)"},
    {.schema = "imag(Tensor(a) input) -> Tensor(a)",
     .body = kernel<imag_body>(),
     .paths = "tenon.imag",
     .doc = R"(Returns a view of the imaginary part. RuntimeError for real tensors.

Example:
    >>> tenon.imag(tenon.tensor([1 + 2j]))
    tensor([2.])
)"},
    {.schema = "conj_copy(Tensor input) -> Tensor",
     .cpu = kernel<conj_copy_cpu>(),
     .vjp = conj_copy_vjp,
     .traits = Pointwise | NoFunction,
     .doc = "Returns the conjugates of complex numbers. What conj and conj_physical are made of."},
    {.schema = "conj(Tensor(a) input) -> Tensor(a)",
     .body = kernel<conj_body>(),
     .traits = Method,
     .doc = R"(Returns the complex conjugate, a copy; a real tensor itself.

Example:
    >>> tenon.conj(tenon.tensor([1 + 2j]))
    tensor([1.-2.j])
)"},
    {.schema = "conj_physical(Tensor input) -> Tensor",
     .body = kernel<conj_body>(),
     .traits = Pointwise | Method | InPlace | Out,
     .doc = R"(Returns the complex conjugate; a real tensor itself.

Example:
    >>> tenon.conj_physical(tenon.tensor([1 + 2j]))
    tensor([1.-2.j])
)"},
    {.schema = "resolve_conj(Tensor(a) input) -> Tensor(a)",
     .body = kernel<itself_body>(),
     .traits = Method,
     .doc = R"(Returns this tensor: conjugates are always written out.

Example:
    >>> tenon.resolve_conj(tenon.tensor([1 + 2j]).conj())
    tensor([1.-2.j])
)"},
    {.schema = "resolve_neg(Tensor(a) input) -> Tensor(a)",
     .body = kernel<itself_body>(),
     .traits = Method,
     .doc = R"(Returns this tensor: negations are always written out.

Example:
    >>> tenon.resolve_neg(tenon.tensor([1 + 2j]).conj().imag)
    tensor([-2.])
)"},
    {.schema = "is_conj(Tensor input) -> bool",
     .body = kernel<never_body>(),
     .traits = Method,
     .doc = R"(Whether conjugation is still to be done: never, since conj() does it at once.

Example:
    >>> tenon.is_conj(tenon.tensor([1 + 2j]).conj())
    False
)"},
    {.schema = "is_neg(Tensor input) -> bool",
     .body = kernel<never_body>(),
     .traits = Method,
     .doc = R"(Whether negation is still to be done: never.

Example:
    >>> tenon.is_neg(tenon.tensor([1 + 2j]).conj().imag)
    False
)"},
    {.schema = "adjoint(Tensor(a) input) -> Tensor(a)",
     .body = kernel<adjoint_body>(),
     .traits = Method,
     .doc = R"(Returns the conjugate with the last two dimensions swapped.

Example:
    >>> tenon.adjoint(tenon.tensor([[1 + 2j, 3j]]))
    tensor([[1.-2.j],
            [0.-3.j]])
)"},
    {.schema = "complex(Tensor real, Tensor imag) -> Tensor",
     .cpu = kernel<complex_cpu>(),
     .vjp = complex_vjp,
     .traits = Pointwise | Out,
     .paths = "tenon.complex",
     .doc = R"(Returns real + i imag; both are float32 or both float64.

Example:
    >>> tenon.complex(tenon.tensor([1.0]), tenon.tensor([2.0]))
    tensor([1.+2.j])
)"},
    {.schema = "polar(Tensor abs, Tensor angle) -> Tensor",
     .cpu = kernel<polar_cpu>(),
     .vjp = polar_vjp,
     .saves = "out",
     .traits = Pointwise | Out,
     .paths = "tenon.polar",
     .doc = R"(Returns abs * (cos(angle) + i sin(angle)); both are float32 or both float64.

Example:
    >>> tenon.polar(tenon.tensor([2.0]), tenon.tensor([0.0]))
    tensor([2.+0.j])
)"},
    {.schema = "angle(Tensor input) -> Tensor",
     .cpu = kernel<angle_cpu>(),
     .vjp = angle_vjp,
     .saves = "input",
     .traits = Pointwise | Method | Out,
     .doc = R"(Returns the angle of a complex number in (-pi, pi]; of a real one 0 or pi.

Example:
    >>> tenon.angle(tenon.tensor([1j, -1 + 0j]))
    tensor([1.5708, 3.1416])
)"},
    {.schema = "sgn(Tensor input) -> Tensor",
     .cpu = kernel<sgn_cpu>(),
     .vjp = sgn_vjp,
     .saves = "input",
     .traits = Pointwise | Method | InPlace | Out,
     .doc = R"(Returns input / |input|, or 0 where input is 0.

Example:
    >>> tenon.sgn(tenon.tensor([3 + 4j, 0j]))
    tensor([0.6000+0.8000j, 0.0000+0.0000j])
)"},
    {.schema = "isreal(Tensor input) -> Tensor",
     .body = kernel<isreal_body>(),
     .traits = Pointwise | Method,
     .doc = R"(Returns whether the imaginary part is zero.

Example:
    >>> tenon.isreal(tenon.tensor([1 + 0j, 1j]))
    tensor([ True, False])
)"},
};

}  // namespace
void register_complex(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
