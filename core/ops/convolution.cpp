// The convolution behind conv1d ... conv_transpose3d, and its two gradients. All three are linear
// in both operands, and the gradients of each are the other two: any order of derivative needs
// nothing more.
#include "core/api/convolution.h"

#include "core/api/binary.h"
#include "core/api/complex.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/ops/conjugate.h"
#include "core/ops/conv_args.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

// A product of complex numbers by one of reals: all three products below are linear in both sides.
template <class F>
Tensor product(const Tensor& a, const Tensor& b, F&& real_product) {
  if (!is_complex(a.dtype())) return real_product(a, b);
  take_out_hint();
  GradMode off(false);
  Tensor ar = real(a), ai = imag(a), br = real(b), bi = imag(b);
  return complex(sub(real_product(ar, br), real_product(ai, bi)),
                 add(real_product(ar, bi), real_product(ai, br)));
}

Tensor with_bias(const Tensor& out, const Tensor& bias) {
  Dims sizes(out.sizes().size(), 1);
  sizes[1] = bias.numel();
  return add(out, view(bias, sizes));
}

Tensor convolution_cpu(const Tensor& input, const Tensor& weight, const Tensor& bias,
                       IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed,
                       IntSpan output_padding, int64_t groups) {
  check(weight.dim() >= 3 && weight.dim() <= 5 && input.dim() == weight.dim(), "Expected ",
        weight.dim(), "-dimensional input for ", weight.dim(), "-dimensional weight ",
        weight.sizes(), ", but got ", input.dim(), "-dimensional input of size ", input.sizes(),
        " instead");
  ConvParams p = conv_params(static_cast<int>(weight.dim()) - 2, stride, padding, dilation,
                             transposed, output_padding, groups);
  check_conv(input, weight, bias, p);
  if (!is_complex(input.dtype())) return raw::conv_output(input, weight, bias, p);
  Tensor out = product(input, weight, [&](const Tensor& x, const Tensor& w) {
    return raw::conv_output(x, w, Tensor(), p);
  });
  return bias ? with_bias(out, bias) : out;
}

// The parameters of one of the ops below, whose list arguments begin at `first`.
ConvParams params_at(const VjpCtx& c, int first) {
  auto list = [&](int i) { return Dims(c.arg(i).to_ints()); };
  ConvParams p{list(first),
               list(first + 1),
               list(first + 2),
               Dims(c.arg(first).to_ints().size(), 0),
               c.arg(first + 3).to_bool(),
               c.arg(first + 4).to_int()};
  return p;
}

Tensor forward(const Tensor& input, const Tensor& weight, const ConvParams& p,
               IntSpan output_sizes) {
  // A transposed convolution does not know from its input alone how large its output is.
  Dims extra(p.stride.size(), 0);
  if (p.transposed) {
    ConvParams q = p;
    q.output_padding = extra;
    Dims plain = conv_output_sizes(input.sizes(), weight.sizes(), q);
    for (size_t i = 0; i < extra.size(); ++i) extra[i] = output_sizes[i + 2] - plain[i + 2];
  }
  return convolution(input, weight, Tensor(), p.stride, p.padding, p.dilation, p.transposed, extra,
                     p.groups);
}
Tensor input_grad(const Tensor& grad, const Tensor& weight, IntSpan sizes, const ConvParams& p) {
  return conv_input_grad(grad, weight, sizes, p.stride, p.padding, p.dilation, p.transposed,
                         p.groups);
}
Tensor weight_grad(const Tensor& grad, const Tensor& input, IntSpan sizes, const ConvParams& p) {
  return conv_weight_grad(grad, input, sizes, p.stride, p.padding, p.dilation, p.transposed,
                          p.groups);
}

void convolution_vjp(VjpCtx& c) {
  ConvParams p =
      conv_params(static_cast<int>(c.grad().dim()) - 2, c.arg(3).to_ints(), c.arg(4).to_ints(),
                  c.arg(5).to_ints(), c.arg(6).to_bool(), c.arg(7).to_ints(), c.arg(8).to_int());
  if (c.needs(0)) c.grad_in(0, input_grad(c.grad(), conjugate(c.in(1)), c.in_sizes(0), p));
  if (c.needs(1)) c.grad_in(1, weight_grad(c.grad(), conjugate(c.in(0)), c.in_sizes(1), p));
  if (!c.needs(2)) return;
  Dims dims = {0};
  for (int64_t d = 2; d < c.grad().dim(); ++d) dims.push_back(d);
  c.grad_in(2, sum(c.grad(), IntSpan(dims)));
}

Tensor conv_input_grad_cpu(const Tensor& grad_output, const Tensor& weight, IntSpan input_size,
                           IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed,
                           int64_t groups) {
  ConvParams p{stride, padding, dilation, Dims(stride.size(), 0), transposed, groups};
  return product(grad_output, weight, [&](const Tensor& g, const Tensor& w) {
    return raw::conv_input_grad(g, w, input_size, p);
  });
}
void conv_input_grad_vjp(VjpCtx& c) {
  ConvParams p = params_at(c, 3);
  if (c.needs(0)) c.grad_in(0, forward(c.grad(), conjugate(c.in(1)), p, c.in_sizes(0)));
  if (c.needs(1)) c.grad_in(1, weight_grad(conjugate(c.in(0)), c.grad(), c.in_sizes(1), p));
}

Tensor conv_weight_grad_cpu(const Tensor& grad_output, const Tensor& input, IntSpan weight_size,
                            IntSpan stride, IntSpan padding, IntSpan dilation, bool transposed,
                            int64_t groups) {
  ConvParams p{stride, padding, dilation, Dims(stride.size(), 0), transposed, groups};
  return product(grad_output, input, [&](const Tensor& g, const Tensor& x) {
    return raw::conv_weight_grad(g, x, weight_size, p);
  });
}
void conv_weight_grad_vjp(VjpCtx& c) {
  ConvParams p = params_at(c, 3);
  if (c.needs(0)) c.grad_in(0, forward(conjugate(c.in(1)), c.grad(), p, c.in_sizes(0)));
  if (c.needs(1)) c.grad_in(1, input_grad(conjugate(c.in(0)), c.grad(), c.in_sizes(1), p));
}

constexpr OpDef kOps[] = {
    {.schema = "convolution(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] "
               "padding, int[] dilation, "
               "bool transposed, int[] output_padding, int groups) -> Tensor",
     .cpu = kernel<convolution_cpu>(),
     .vjp = convolution_vjp,
     .saves = "input:weight, weight:input",
     .doc =
         R"(Convolution in one to three dimensions with every parameter given; the conv functions are easier to call.

Example:
    >>> tenon.convolution(tenon.ones(1, 1, 3), tenon.ones(1, 1, 2), None, [1], [0], [1], False, [0], 1)
    tensor([[[2., 2.]]])
)"},
    {.schema = "conv_input_grad(Tensor grad_output, Tensor weight, int[] input_size, int[] stride, "
               "int[] padding, "
               "int[] dilation, bool transposed, int groups) -> Tensor",
     .cpu = kernel<conv_input_grad_cpu>(),
     .vjp = conv_input_grad_vjp,
     .saves = "grad_output:weight, weight:grad_output",
     .traits = NoFunction,
     .doc = "The gradient of a convolution with respect to its input."},
    {.schema = "conv_weight_grad(Tensor grad_output, Tensor input, int[] weight_size, int[] "
               "stride, int[] padding, "
               "int[] dilation, bool transposed, int groups) -> Tensor",
     .cpu = kernel<conv_weight_grad_cpu>(),
     .vjp = conv_weight_grad_vjp,
     .saves = "grad_output:input, input:grad_output",
     .traits = NoFunction,
     .doc = "The gradient of a convolution with respect to its weight."},
};

}  // namespace
void register_convolution(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
