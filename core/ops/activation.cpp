// Activation functions.
#include "core/api/activation.h"

#include <cmath>
#include <limits>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/unary_trig.h"
#include "core/api/view.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

kernels::Params params(double a, double b = 0, double c = 0) {
  kernels::Params p;
  p.f[0] = a;
  p.f[1] = b;
  p.f[2] = c;
  for (int i = 0; i < 3; ++i) p.i[i] = std::fabs(p.f[i]) < 9e18 ? static_cast<int64_t>(p.f[i]) : 0;
  return p;
}

void need_float(const Tensor& t, std::string_view op) {
  check_implemented(is_floating(t.dtype()), "\"", op, "\" not implemented for '", t.dtype(), "'");
}

Tensor relu_cpu(const Tensor& input) {
  check(input.dtype() != DType::Bool, "Boolean inputs not supported for relu");
  return unary(input, kernels::relu);
}
void relu_vjp(VjpCtx& c) { c.grad_in(0, threshold_backward(c.grad(), c.out(), 0)); }

Tensor threshold_cpu(const Tensor& input, Scalar threshold, Scalar value) {
  check_fits(threshold, input.dtype());
  check_fits(value, input.dtype());
  kernels::Params p = params(threshold.to_double(), value.to_double());
  return unary(input, kernels::threshold, &p);
}
Tensor threshold_backward_cpu(const Tensor& grad, const Tensor& input, Scalar threshold) {
  kernels::Params p = params(threshold.to_double());
  return binary(grad, input, kernels::threshold_backward, &p);
}
void threshold_vjp(VjpCtx& c) {
  c.grad_in(0, threshold_backward(c.grad(), c.in(0), c.arg(1).to_scalar()));
}
void threshold_backward_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, threshold_backward(c.grad(), c.in(1), c.arg(2).to_scalar()));
  if (c.needs(1)) c.grad_in(1, mul(c.grad(), 0));
}

Tensor gelu_cpu(const Tensor& input, std::string_view approximate) {
  need_float(input, "GeluKernelImpl");
  check(approximate == "none" || approximate == "tanh",
        "approximate argument must be either none or tanh.");
  return unary(input, approximate == "none" ? kernels::gelu_erf : kernels::gelu_tanh);
}
Tensor gelu_backward_cpu(const Tensor& grad, const Tensor& input, std::string_view approximate) {
  return binary(grad, input,
                approximate == "none" ? kernels::gelu_erf_backward : kernels::gelu_tanh_backward);
}
void gelu_vjp(VjpCtx& c) { c.grad_in(0, gelu_backward(c.grad(), c.in(0), c.arg(1).to_str())); }

constexpr double kInvSqrt2Pi = 0.39894228040143267794, kBeta = 0.79788456080286535588,
                 kCubic = 0.044715;

// The second derivative of gelu.
Tensor gelu_curvature(const Tensor& x, std::string_view approximate) {
  if (approximate == "none") {
    Tensor pdf = mul(exp(mul(mul(x, x), -0.5)), kInvSqrt2Pi);
    return mul(pdf, rsub(mul(x, x), 2));
  }
  Tensor square = mul(x, x), t = tanh(mul(mul(x, add(mul(square, kCubic), 1)), kBeta)),
         sech2 = rsub(mul(t, t), 1);
  Tensor d1 = mul(add(mul(square, 3 * kCubic), 1), kBeta), d2 = mul(x, 6 * kCubic * kBeta);
  Tensor first = mul(sech2, d1);
  Tensor second = mul(mul(mul(x, 0.5), sech2), sub(d2, mul(mul(t, mul(d1, d1)), 2)));
  return add(first, second);
}
void gelu_backward_vjp(VjpCtx& c) {
  Tensor x = c.in(1);
  Value approximate = c.arg(2);
  if (c.needs(0)) c.grad_in(0, gelu_backward(c.grad(), x, approximate.to_str()));
  if (c.needs(1))
    c.grad_in(1, mul(mul(c.grad(), c.in(0)), gelu_curvature(x, approximate.to_str())));
}

Tensor silu_cpu(const Tensor& input) {
  if (!is_complex(input.dtype())) need_float(input, "silu_cpu");
  return unary(input, kernels::silu);
}
Tensor silu_backward_cpu(const Tensor& grad, const Tensor& input) {
  return binary(grad, input, kernels::silu_backward);
}
void silu_vjp(VjpCtx& c) {
  Tensor x = c.in(0);
  if (!is_complex(x.dtype())) return c.grad_in(0, silu_backward(c.grad(), x));
  Tensor s = sigmoid(x), slope = mul(s, add(mul(x, rsub(s, 1)), 1));
  c.grad_in(0, mul(c.grad(), conjugate(slope)));
}
void silu_backward_vjp(VjpCtx& c) {
  Tensor x = c.in(1);
  if (c.needs(0)) c.grad_in(0, silu_backward(c.grad(), x));
  if (!c.needs(1)) return;
  // slope' = s(1-s)(2 + x(1-2s))
  Tensor s = sigmoid(x), ds = mul(s, rsub(s, 1));
  c.grad_in(1, mul(mul(c.grad(), c.in(0)), mul(ds, add(mul(x, rsub(mul(s, 2), 1)), 2))));
}

Tensor leaky_relu_cpu(const Tensor& input, Scalar negative_slope) {
  need_float(input, "leaky_relu_cpu");
  kernels::Params p = params(negative_slope.to_double());
  return unary(input, kernels::leaky_relu, &p);
}
Tensor leaky_relu_backward_cpu(const Tensor& grad, const Tensor& input, Scalar negative_slope) {
  kernels::Params p = params(negative_slope.to_double());
  return binary(grad, input, kernels::leaky_relu_backward, &p);
}
void leaky_relu_vjp(VjpCtx& c) {
  c.grad_in(0, leaky_relu_backward(c.grad(), c.in(0), c.arg(1).to_scalar()));
}
void leaky_relu_backward_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, leaky_relu_backward(c.grad(), c.in(1), c.arg(2).to_scalar()));
  if (c.needs(1)) c.grad_in(1, mul(c.grad(), 0));
}

Tensor elu_cpu(const Tensor& input, Scalar alpha, Scalar scale, Scalar input_scale) {
  need_float(input, "elu_cpu");
  kernels::Params p = params(alpha.to_double(), scale.to_double(), input_scale.to_double());
  return unary(input, kernels::elu, &p);
}
Tensor elu_backward_cpu(const Tensor& grad, const Tensor& input, Scalar alpha, Scalar scale,
                        Scalar input_scale) {
  kernels::Params p = params(alpha.to_double(), scale.to_double(), input_scale.to_double());
  return binary(grad, input, kernels::elu_backward, &p);
}
void elu_vjp(VjpCtx& c) {
  c.grad_in(0, elu_backward(c.grad(), c.in(0), c.arg(1).to_scalar(), c.arg(2).to_scalar(),
                            c.arg(3).to_scalar()));
}
void elu_backward_vjp(VjpCtx& c) {
  Scalar alpha = c.arg(2).to_scalar(), scale = c.arg(3).to_scalar(),
         input_scale = c.arg(4).to_scalar();
  Tensor x = c.in(1);
  if (c.needs(0)) c.grad_in(0, elu_backward(c.grad(), x, alpha, scale, input_scale));
  if (!c.needs(1)) return;
  double k =
      alpha.to_double() * scale.to_double() * input_scale.to_double() * input_scale.to_double();
  Tensor curve = mul(exp(mul(x, input_scale)), k);
  c.grad_in(1, where(lt(x, 0), mul(mul(c.grad(), c.in(0)), curve), 0.0));
}
Tensor selu_body(const Tensor& input) {
  return elu(input, 1.6732632423543772848170429916717, 1.0507009873554804934193349852946);
}
Tensor celu_body(const Tensor& input, Scalar alpha) {
  check(alpha.to_double() != 0, "ZeroDivisionError: alpha cannot be 0 for CELU");
  return elu(input, alpha, 1.0, 1.0 / alpha.to_double());
}

Tensor softplus_cpu(const Tensor& input, Scalar beta, Scalar threshold) {
  need_float(input, "softplus_cpu");
  kernels::Params p = params(beta.to_double(), threshold.to_double());
  return unary(input, kernels::softplus, &p);
}
void softplus_vjp(VjpCtx& c) {
  Tensor x = mul(c.in(0), c.arg(1).to_scalar());
  c.grad_in(0, where(gt(x, c.arg(2).to_scalar()), c.grad(), mul(c.grad(), sigmoid(x))));
}

Tensor log_sigmoid_cpu(const Tensor& input) {
  need_float(input, "log_sigmoid_cpu");
  return unary(input, kernels::log_sigmoid);
}
void log_sigmoid_vjp(VjpCtx& c) { c.grad_in(0, mul(c.grad(), sigmoid(neg(c.in(0))))); }

Tensor mish_cpu(const Tensor& input) {
  need_float(input, "mish_cpu");
  return unary(input, kernels::mish);
}
void mish_vjp(VjpCtx& c) {
  Tensor x = c.in(0), t = tanh(softplus(x)), s = sigmoid(x);
  c.grad_in(0, mul(c.grad(), add(t, mul(mul(x, s), rsub(mul(t, t), 1)))));
}

Tensor hardtanh_body(const Tensor& input, Scalar min_val, Scalar max_val) {
  check_value(min_val.to_double() <= max_val.to_double(), "min_val cannot be greater than max_val");
  check(input.dtype() != DType::Bool, "Bool inputs not supported for hardtanh");
  if (!is_integral(input.dtype())) return clamp(input, min_val, max_val);
  return clamp(input, min_val.to_int(), max_val.to_int());  // integers keep their type
}
Tensor relu6_body(const Tensor& input) { return clamp(input, 0, 6); }

Tensor hardsigmoid_cpu(const Tensor& input) {
  need_float(input, "hardsigmoid_cpu");
  return unary(input, kernels::hardsigmoid);
}
void hardsigmoid_vjp(VjpCtx& c) {
  Tensor x = c.in(0);
  c.grad_in(0, where(logical_and(gt(x, -3), lt(x, 3)), mul(c.grad(), 1.0 / 6), 0.0));
}
Tensor hardswish_cpu(const Tensor& input) {
  need_float(input, "hardswish_cpu");
  return unary(input, kernels::hardswish);
}
void hardswish_vjp(VjpCtx& c) {
  Tensor x = c.in(0), middle = mul(c.grad(), add(div(x, 3), 0.5));
  c.grad_in(0, where(le(x, -3), 0.0, where(lt(x, 3), middle, c.grad())));
}

Tensor softsign_body(const Tensor& input) { return div(input, add(abs(input), 1)); }
Tensor tanhshrink_body(const Tensor& input) { return sub(input, tanh(input)); }
Tensor hardshrink_body(const Tensor& input, Scalar lambd) {
  double l = lambd.to_double();
  return where(logical_and(ge(input, -l), le(input, l)), 0.0, input);
}
Tensor softshrink_body(const Tensor& input, Scalar lambd) {
  double l = lambd.to_double();
  check(l >= 0, "lambda must be greater or equal to 0, but found to be ", l, ".");
  return where(gt(input, l), sub(input, l), where(lt(input, -l), add(input, l), mul(input, 0.0)));
}

constexpr uint32_t kFunction = Pointwise | InPlace;
#define TN_F(name) "tenon.nn.functional." name

constexpr OpDef kOps[] = {
    {.schema = "relu(Tensor input) -> Tensor",
     .cpu = kernel<relu_cpu>(),
     .vjp = relu_vjp,
     .saves = "out",
     .traits = kFunction,
     .paths = "tenon.relu " TN_F("relu") " Tensor.relu",
     .doc = R"(Returns max(input, 0).

Example:
    >>> tenon.relu(tenon.tensor([-1.0, 2.0]))
    tensor([0., 2.])
)"},
    {.schema = "threshold(Tensor input, Scalar threshold, Scalar value) -> Tensor",
     .cpu = kernel<threshold_cpu>(),
     .vjp = threshold_vjp,
     .saves = "input",
     .traits = kFunction,
     .paths = "tenon.threshold " TN_F("threshold"),
     .doc = R"(Returns input where it is larger than threshold, else value.

Example:
    >>> tenon.nn.functional.threshold(tenon.tensor([1.0, 3.0]), 2, -1)
    tensor([-1.,  3.])
)"},
    {.schema = "threshold_backward(Tensor grad_output, Tensor input, Scalar threshold) -> Tensor",
     .cpu = kernel<threshold_backward_cpu>(),
     .vjp = threshold_backward_vjp,
     .saves = "input",
     .traits = Pointwise | NoFunction,
     .doc = "Returns grad_output where input > threshold, else 0."},
    {.schema = "gelu(Tensor input, *, str approximate='none') -> Tensor",
     .cpu = kernel<gelu_cpu>(),
     .vjp = gelu_vjp,
     .saves = "input",
     .traits = Pointwise,
     .paths = TN_F("gelu"),
     .doc =
         R"(Returns input times the normal distribution function of input (Hendrycks and Gimpel, 2016), or its tanh approximation.

Example:
    >>> tenon.nn.functional.gelu(tenon.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8413])
)"},
    {.schema =
         "gelu_backward(Tensor grad_output, Tensor input, *, str approximate='none') -> Tensor",
     .cpu = kernel<gelu_backward_cpu>(),
     .vjp = gelu_backward_vjp,
     .saves = "grad_output, input",
     .traits = Pointwise | NoFunction,
     .doc = "Returns grad_output times the derivative of gelu at input."},
    {.schema = "silu(Tensor input) -> Tensor",
     .cpu = kernel<silu_cpu>(),
     .vjp = silu_vjp,
     .saves = "input",
     .traits = kFunction,
     .paths = TN_F("silu"),
     .doc = R"(Returns input * sigmoid(input).

Example:
    >>> tenon.nn.functional.silu(tenon.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7311])
)"},
    {.schema = "silu_backward(Tensor grad_output, Tensor input) -> Tensor",
     .cpu = kernel<silu_backward_cpu>(),
     .vjp = silu_backward_vjp,
     .saves = "grad_output, input",
     .traits = Pointwise | NoFunction,
     .doc = "Returns grad_output times the derivative of silu at input."},
    {.schema = "leaky_relu(Tensor input, Scalar negative_slope=0.01) -> Tensor",
     .cpu = kernel<leaky_relu_cpu>(),
     .vjp = leaky_relu_vjp,
     .saves = "input",
     .traits = kFunction,
     .paths = TN_F("leaky_relu"),
     .doc = R"(Returns input where positive, else negative_slope * input.

Example:
    >>> tenon.nn.functional.leaky_relu(tenon.tensor([-1.0, 2.0]))
    tensor([-0.0100,  2.0000])
)"},
    {.schema =
         "leaky_relu_backward(Tensor grad_output, Tensor input, Scalar negative_slope) -> Tensor",
     .cpu = kernel<leaky_relu_backward_cpu>(),
     .vjp = leaky_relu_backward_vjp,
     .saves = "input",
     .traits = Pointwise | NoFunction,
     .doc = "Returns grad_output times the derivative of leaky_relu at input."},
    {.schema =
         "elu(Tensor input, Scalar alpha=1.0, Scalar scale=1.0, Scalar input_scale=1.0) -> Tensor",
     .cpu = kernel<elu_cpu>(),
     .vjp = elu_vjp,
     .saves = "input",
     .traits = kFunction,
     .paths = TN_F("elu"),
     .doc = R"(Returns scale * (input where positive, else alpha * (exp(input_scale * input) - 1)).

Example:
    >>> tenon.nn.functional.elu(tenon.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
)"},
    {.schema = "elu_backward(Tensor grad_output, Tensor input, Scalar alpha, Scalar scale, Scalar "
               "input_scale) -> Tensor",
     .cpu = kernel<elu_backward_cpu>(),
     .vjp = elu_backward_vjp,
     .saves = "grad_output, input",
     .traits = Pointwise | NoFunction,
     .doc = "Returns grad_output times the derivative of elu at input."},
    {.schema = "selu(Tensor input) -> Tensor",
     .body = kernel<selu_body>(),
     .traits = kFunction,
     .paths = "tenon.selu " TN_F("selu"),
     .doc = R"(Returns the scaled elu of Klambauer et al., 2017.

Example:
    >>> tenon.nn.functional.selu(tenon.tensor([0.0, 1.0]))
    tensor([0.0000, 1.0507])
)"},
    {.schema = "celu(Tensor input, Scalar alpha=1.0) -> Tensor",
     .body = kernel<celu_body>(),
     .traits = kFunction,
     .paths = "tenon.celu " TN_F("celu"),
     .doc = R"(Returns input where positive, else alpha * (exp(input / alpha) - 1).

Example:
    >>> tenon.nn.functional.celu(tenon.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
)"},
    {.schema = "softplus(Tensor input, Scalar beta=1.0, Scalar threshold=20.0) -> Tensor",
     .cpu = kernel<softplus_cpu>(),
     .vjp = softplus_vjp,
     .saves = "input",
     .traits = Pointwise,
     .paths = TN_F("softplus"),
     .doc =
         R"(Returns log(1 + exp(beta * input)) / beta; input itself where beta * input > threshold.

Example:
    >>> tenon.nn.functional.softplus(tenon.tensor([0.0]))
    tensor([0.6931])
)"},
    {.schema = "log_sigmoid(Tensor input) -> Tensor",
     .cpu = kernel<log_sigmoid_cpu>(),
     .vjp = log_sigmoid_vjp,
     .saves = "input",
     .traits = Pointwise,
     .paths = TN_F("logsigmoid"),
     .doc = R"(Returns log(sigmoid(input)), without overflow on the way.

Example:
    >>> tenon.nn.functional.logsigmoid(tenon.tensor([0.0]))
    tensor([-0.6931])
)"},
    {.schema = "mish(Tensor input) -> Tensor",
     .cpu = kernel<mish_cpu>(),
     .vjp = mish_vjp,
     .saves = "input",
     .traits = kFunction,
     .paths = TN_F("mish"),
     .doc = R"(Returns input * tanh(softplus(input)).

Example:
    >>> tenon.nn.functional.mish(tenon.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8651])
)"},
    {.schema = "hardtanh(Tensor input, Scalar min_val=-1.0, Scalar max_val=1.0) -> Tensor",
     .body = kernel<hardtanh_body>(),
     .traits = kFunction,
     .paths = TN_F("hardtanh"),
     .doc = R"(Returns input clamped to [min_val, max_val].

Example:
    >>> tenon.nn.functional.hardtanh(tenon.tensor([-2.0, 0.5]))
    tensor([-1.0000,  0.5000])
)"},
    {.schema = "relu6(Tensor input) -> Tensor",
     .body = kernel<relu6_body>(),
     .traits = kFunction,
     .paths = TN_F("relu6"),
     .doc = R"(Returns input clamped to [0, 6].

Example:
    >>> tenon.nn.functional.relu6(tenon.tensor([-1.0, 7.0]))
    tensor([0., 6.])
)"},
    {.schema = "hardsigmoid(Tensor input) -> Tensor",
     .cpu = kernel<hardsigmoid_cpu>(),
     .vjp = hardsigmoid_vjp,
     .saves = "input",
     .traits = kFunction,
     .paths = TN_F("hardsigmoid"),
     .doc = R"(Returns (input + 3) / 6 clamped to [0, 1].

Example:
    >>> tenon.nn.functional.hardsigmoid(tenon.tensor([-4.0, 0.0]))
    tensor([0.0000, 0.5000])
)"},
    {.schema = "hardswish(Tensor input) -> Tensor",
     .cpu = kernel<hardswish_cpu>(),
     .vjp = hardswish_vjp,
     .saves = "input",
     .traits = kFunction,
     .paths = TN_F("hardswish"),
     .doc = R"(Returns input * hardsigmoid(input).

Example:
    >>> tenon.nn.functional.hardswish(tenon.tensor([-4.0, 4.0]))
    tensor([-0.,  4.])
)"},
    {.schema = "softsign(Tensor input) -> Tensor",
     .body = kernel<softsign_body>(),
     .traits = Pointwise,
     .paths = TN_F("softsign"),
     .doc = R"(Returns input / (1 + |input|).

Example:
    >>> tenon.nn.functional.softsign(tenon.tensor([1.0]))
    tensor([0.5000])
)"},
    {.schema = "tanhshrink(Tensor input) -> Tensor",
     .body = kernel<tanhshrink_body>(),
     .traits = Pointwise,
     .paths = TN_F("tanhshrink"),
     .doc = R"(Returns input - tanh(input).

Example:
    >>> tenon.nn.functional.tanhshrink(tenon.tensor([1.0]))
    tensor([0.2384])
)"},
    {.schema = "hardshrink(Tensor input, Scalar lambd=0.5) -> Tensor",
     .body = kernel<hardshrink_body>(),
     .traits = Pointwise,
     .paths = "tenon.hardshrink " TN_F("hardshrink") " Tensor.hardshrink",
     .doc = R"(Returns input where |input| > lambd, else 0.

Example:
    >>> tenon.nn.functional.hardshrink(tenon.tensor([0.2, 1.0]))
    tensor([0., 1.])
)"},
    {.schema = "softshrink(Tensor input, Scalar lambd=0.5) -> Tensor",
     .body = kernel<softshrink_body>(),
     .traits = Pointwise,
     .paths = TN_F("softshrink"),
     .doc = R"(Moves input towards 0 by lambd.

Example:
    >>> tenon.nn.functional.softshrink(tenon.tensor([0.2, 1.0]))
    tensor([0.0000, 0.5000])
)"},
};
#undef TN_F

}  // namespace
void register_activation(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
