// Softmax along a dimension.
#include "core/api/softmax.h"

#include "core/api/binary.h"
#include "core/api/reduce.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/iter/pointwise.h"
#include "core/kernels/rows.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using OptDType = std::optional<DType>;

// Runs a row kernel along `dim`: the result is like inputs[0], which all other inputs must match.
Tensor along(const kernels::RowKernel& k, int64_t dim, std::initializer_list<const Tensor*> inputs,
             bool safe = false) {
  const Tensor& first = **inputs.begin();
  kernels::RowLoop loop = k.loop(first.dtype());
  check_implemented(loop != nullptr, "\"", k.name, "\" not implemented for '", first.dtype(), "'");
  dim = wrap_dim(dim, first.dim());
  for (const Tensor* t : inputs) {
    check(same(t->sizes(), first.sizes()) && t->dtype() == first.dtype(), k.name,
          "(): arguments differ: got ", t->sizes(), " of ", t->dtype(), ", expected ",
          first.sizes(), " of ", first.dtype(), " as the first argument");
  }
  Tensor out = new_tensor(first.sizes(), first.dtype(), first.device());
  if (out.is_meta() || out.numel() == 0) return out;
  char* data[3] = {out.raw()};
  Tensor packed[2];
  int i = 0;
  for (const Tensor* t : inputs) {
    packed[i] = raw::contiguous(*t);
    data[i + 1] = packed[i].raw();
    ++i;
  }
  int64_t n = first.dim() ? first.size(dim) : 1, outer = 1, inner = 1;
  for (int64_t d = 0; d < dim; ++d) outer *= first.size(d);
  for (int64_t d = dim + 1; d < first.dim(); ++d) inner *= first.size(d);
  int64_t grain = std::max<int64_t>(1, 4096 / (n * std::min(inner, kernels::kRowColumns)));
  parallel_for(0, kernels::row_units(outer, inner), grain,
               [&](int64_t begin, int64_t end) { loop(data, n, inner, begin, end, &safe); });
  return out;
}

Tensor softmax_cpu(const Tensor& input, int64_t dim, OptDType dtype) {
  Tensor x = raw::cast(input, dtype.value_or(input.dtype()));
  return along(kernels::softmax, dim, {&x});
}
void softmax_vjp(VjpCtx& c) {
  c.grad_in(0, softmax_backward(c.grad(), c.out(), c.arg(1).to_int()));
}

Tensor safe_softmax_cpu(const Tensor& input, int64_t dim) {
  return along(kernels::softmax, dim, {&input}, true);
}

Tensor softmax_backward_cpu(const Tensor& grad_output, const Tensor& output, int64_t dim) {
  return along(kernels::softmax_backward, dim, {&grad_output, &output});
}
// y = (g - sum(g o)) o; as a function of g its matrix is symmetric.
void softmax_backward_vjp(VjpCtx& c) {
  Tensor u = c.grad(), g = c.in(0), o = c.in(1);
  int64_t dim = c.arg(2).to_int();
  if (c.needs(0)) c.grad_in(0, softmax_backward(u, o, dim));
  if (c.needs(1)) {
    Tensor left = mul(u, sub(g, sum(mul(g, o), IntSpan(&dim, 1), true)));
    c.grad_in(1, sub(left, mul(g, sum(mul(u, o), IntSpan(&dim, 1), true))));
  }
}

Tensor log_softmax_cpu(const Tensor& input, int64_t dim, OptDType dtype) {
  Tensor x = raw::cast(input, dtype.value_or(input.dtype()));
  return along(kernels::log_softmax, dim, {&x});
}
void log_softmax_vjp(VjpCtx& c) {
  c.grad_in(0, log_softmax_backward(c.grad(), c.out(), c.arg(1).to_int()));
}

Tensor log_softmax_backward_cpu(const Tensor& grad_output, const Tensor& output, int64_t dim) {
  return along(kernels::log_softmax_backward, dim, {&grad_output, &output});
}
// y = g - exp(o) sum(g)
void log_softmax_backward_vjp(VjpCtx& c) {
  Tensor u = c.grad(), g = c.in(0), e = exp(c.in(1));
  int64_t dim = c.arg(2).to_int();
  if (c.needs(0)) c.grad_in(0, sub(u, sum(mul(u, e), IntSpan(&dim, 1), true)));
  if (c.needs(1)) c.grad_in(1, neg(mul(mul(u, e), sum(g, IntSpan(&dim, 1), true))));
}

Tensor softmin_body(const Tensor& input, int64_t dim, OptDType dtype) {
  return softmax(neg(input), dim, dtype);
}

constexpr OpDef kOps[] = {
    {.schema = "softmax(Tensor input, int dim, dtype? dtype=None) -> Tensor",
     .cpu = kernel<softmax_cpu>(),
     .vjp = softmax_vjp,
     .saves = "out",
     .paths = "tenon.softmax tenon.special.softmax tenon.nn.functional.softmax Tensor.softmax",
     .doc = R"(Returns exp(input) divided by its sum along dim.

Args:
    input: a floating tensor.
    dim: the dimension along which the result sums to 1.
    dtype: cast to it first.

Example:
    >>> tenon.softmax(tenon.tensor([0.0, 0.0]), 0)
    tensor([0.5000, 0.5000])
)"},
    {.schema = "safe_softmax(Tensor input, int dim) -> Tensor",
     .cpu = kernel<safe_softmax_cpu>(),
     .vjp = softmax_vjp,
     .saves = "out",
     .traits = NoFunction,
     .doc = "Returns softmax(input, dim), with zeros where all elements along dim are -inf. What "
            "attention is made of."},
    {.schema = "softmax_backward(Tensor grad_output, Tensor output, int dim) -> Tensor",
     .cpu = kernel<softmax_backward_cpu>(),
     .vjp = softmax_backward_vjp,
     .saves = "grad_output, output",
     .traits = NoFunction,
     .doc = "Returns (grad_output - sum(grad_output * output)) * output, summed along dim."},
    {.schema = "log_softmax(Tensor input, int dim, dtype? dtype=None) -> Tensor",
     .cpu = kernel<log_softmax_cpu>(),
     .vjp = log_softmax_vjp,
     .saves = "out",
     .paths = "tenon.log_softmax tenon.special.log_softmax tenon.nn.functional.log_softmax "
              "Tensor.log_softmax",
     .doc = R"(Returns the logarithm of softmax(input, dim), computed without overflow.

Args:
    input: a floating tensor.
    dim: the dimension along which probabilities sum to 1.
    dtype: cast to it first.

Example:
    >>> tenon.log_softmax(tenon.tensor([0.0, 0.0]), 0)
    tensor([-0.6931, -0.6931])
)"},
    {.schema = "log_softmax_backward(Tensor grad_output, Tensor output, int dim) -> Tensor",
     .cpu = kernel<log_softmax_backward_cpu>(),
     .vjp = log_softmax_backward_vjp,
     .saves = "grad_output, output",
     .traits = NoFunction,
     .doc = "Returns grad_output - exp(output) * sum(grad_output), summed along dim."},
    {.schema = "softmin(Tensor input, int dim, dtype? dtype=None) -> Tensor",
     .body = kernel<softmin_body>(),
     .paths = "tenon.nn.functional.softmin",
     .doc = R"(Returns softmax(-input, dim).

Example:
    >>> tenon.nn.functional.softmin(tenon.tensor([0.0, 0.0]), 0)
    tensor([0.5000, 0.5000])
)"},
};

}  // namespace
void register_softmax(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
