// Dropout in its forms.
#include "core/api/dropout.h"

#include <cmath>

#include "core/api/binary.h"
#include "core/api/create.h"
#include "core/api/random.h"
#include "core/iter/pointwise.h"
#include "core/ops/draws.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

void check_probability(double p) {
  check_value(p >= 0 && p <= 1, "dropout probability has to be between 0 and 1, but got ", p);
}

template <class T>
void drop(const T* in, T* out, bool* mask, int64_t n, double keep, Draws& draws) {
  using C = kernels::Compute<T>;
  // A table and no branch: nobody can predict which way it would go.
  const C factor[] = {0, static_cast<C>(static_cast<T>(1 / static_cast<C>(keep)))};
  for (int64_t i = 0; i < n; ++i) {
    bool kept = draws.uniform53() < keep;
    mask[i] = kept;
    out[i] = static_cast<T>(static_cast<C>(in[i]) * factor[kept]);
  }
}

// One pass over the elements in memory order, with PyTorch's draws: input * bernoulli(1 - p) / (1 -
// p).
std::tuple<Tensor, Tensor> native_dropout_cpu(const Tensor& input, double p, std::optional<bool>) {
  check_probability(p);
  check_implemented(is_floating(input.dtype()), "\"dropout\" not implemented for '", input.dtype(),
                    "'");
  Dims strides = preserved_strides(input.sizes(), input.strides());
  Tensor out = new_strided(input.sizes(), strides, input.dtype(), input.device());
  Tensor mask = new_strided(input.sizes(), strides, DType::Bool, input.device());
  if (out.is_meta() || out.numel() == 0) return {out, mask};
  Tensor dense = input;
  if (!input.is_contiguous() && !same(input.strides(), strides)) {
    dense = out;
    raw::copy(out, input);
  }
  Draws draws(nullptr, 2 * out.numel());
  kernels::visit_floating(input.dtype(), [&]<class T> {
    drop(dense.data<T>(), out.data<T>(), mask.data<bool>(), out.numel(), 1 - p, draws);
  });
  return {out, mask};
}

void native_dropout_vjp(VjpCtx& c) {
  double p = c.arg(1).to_double();
  if (c.grad(0).defined()) c.grad_in(0, mul(mul(c.grad(0), c.out(1)), p == 1 ? 0.0 : 1 / (1 - p)));
}

// Times noise of another shape than input's: one draw per channel, or the in-place form, where
// input is not kept.
Tensor noise(const Tensor& like, IntSpan size, double p) {
  Tensor n =
      size.data() ? empty(size, like.dtype(), std::nullopt, like.device()) : empty_like(like);
  bernoulli__float(n, 1 - p);
  return p == 1 ? n : div_(n, 1 - p);
}

Tensor dropout_body(const Tensor& input, double p, bool training, bool inplace) {
  check_probability(p);
  if (p == 0 || !training || input.numel() == 0) return input;
  if (inplace) return mul_(input, p == 1 ? zeros_like(input) : noise(input, {}, p));
  if (p == 1) return mul(input, zeros_like(input));
  return std::get<0>(native_dropout(input, p, training));
}

Tensor feature_dropout_body(const Tensor& input, double p, bool training, bool inplace) {
  check_probability(p);
  if (p == 0 || !training || input.numel() == 0) return input;
  check(input.dim() >= 2, "Feature dropout requires at least 2 dimensions in the input");
  Dims size(input.sizes().size(), 1);
  size[0] = input.sizes()[0];
  size[1] = input.sizes()[1];
  Tensor n =
      p == 1 ? zeros(size, input.dtype(), std::nullopt, input.device()) : noise(input, size, p);
  return inplace ? mul_(input, n) : mul(input, n);
}

// Keeps mean and variance of inputs that SELU made: dropped elements take its negative limit.
Tensor alpha_dropout_with(const Tensor& input, IntSpan noise_size, double p, bool training,
                          bool inplace) {
  check_probability(p);
  if (p == 0 || !training || input.numel() == 0) return input;
  if (p == 1) return inplace ? mul_(input, zeros_like(input)) : mul(input, zeros_like(input));
  constexpr double kAlpha = 1.7580993408473766;
  double a = 1 / std::sqrt((kAlpha * kAlpha * p + 1) * (1 - p));
  Tensor n = noise_size.data() ? empty(noise_size, input.dtype(), std::nullopt, input.device())
                               : empty_like(input);
  bernoulli__float(n, 1 - p);
  Tensor b = add(mul(add(n, -1), kAlpha * a), kAlpha * a * p);
  n = mul(n, a);
  return inplace ? add_(mul_(input, n), b) : add(mul(input, n), b);
}
Tensor alpha_dropout_body(const Tensor& input, double p, bool training, bool inplace) {
  return alpha_dropout_with(input, {}, p, training, inplace);
}
Tensor feature_alpha_dropout_body(const Tensor& input, double p, bool training, bool inplace) {
  if (!training || p == 0) return alpha_dropout_with(input, {}, p, training, inplace);
  check(input.dim() >= 2, "Feature dropout requires at least 2 dimensions in the input");
  Dims size(input.sizes().size(), 1);
  size[0] = input.sizes()[0];
  size[1] = input.sizes()[1];
  return alpha_dropout_with(input, size, p, training, inplace);
}

constexpr OpDef kOps[] = {
    {.schema = "native_dropout(Tensor input, float p, bool? train=True) -> (Tensor, Tensor mask)",
     .cpu = kernel<native_dropout_cpu>(),
     .vjp = native_dropout_vjp,
     .saves = "mask",
     .traits = Random,
     .doc = R"(Returns the result of dropout and the mask of elements that were kept.

Example:
    >>> tenon.native_dropout(tenon.ones(2), 0.0, True)
    (tensor([1., 1.]), tensor([True, True]))
)"},
    {.schema =
         "dropout(Tensor input, float p=0.5, bool training=True, bool inplace=False) -> Tensor",
     .body = kernel<dropout_body>(),
     .traits = Random,
     .paths = "tenon.dropout tenon.nn.functional.dropout",
     .doc =
         R"(Sets elements to zero with probability p and divides the others by 1 - p; input itself when not training.

Example:
    >>> tenon.nn.functional.dropout(tenon.ones(2), 0.5, training=False)
    tensor([1., 1.])
)"},
    {.schema = "feature_dropout(Tensor input, float p=0.5, bool training=True, bool inplace=False) "
               "-> Tensor",
     .body = kernel<feature_dropout_body>(),
     .traits = Random,
     .doc = R"(Dropout of whole channels (dimension 1).

Example:
    >>> tenon.feature_dropout(tenon.ones(1, 2), 0.0, True)
    tensor([[1., 1.]])
)"},
    {.schema = "alpha_dropout(Tensor input, float p=0.5, bool training=False, bool inplace=False) "
               "-> Tensor",
     .body = kernel<alpha_dropout_body>(),
     .traits = Random,
     .paths = "tenon.alpha_dropout tenon.nn.functional.alpha_dropout",
     .doc = R"(Dropout that keeps mean and variance, for networks of SELU units.

Example:
    >>> tenon.nn.functional.alpha_dropout(tenon.ones(2), 0.5, training=False)
    tensor([1., 1.])
)"},
    {.schema = "feature_alpha_dropout(Tensor input, float p=0.5, bool training=False, bool "
               "inplace=False) -> Tensor",
     .body = kernel<feature_alpha_dropout_body>(),
     .traits = Random,
     .paths = "tenon.feature_alpha_dropout tenon.nn.functional.feature_alpha_dropout",
     .doc = R"(Alpha dropout of whole channels (dimension 1).

Example:
    >>> tenon.nn.functional.feature_alpha_dropout(tenon.ones(1, 2), 0.5, training=False)
    tensor([[1., 1.]])
)"},
};

}  // namespace
void register_dropout(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
