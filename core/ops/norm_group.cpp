// layer_norm and group_norm: statistics within a sample.
#include "core/api/norm_group.h"

#include <algorithm>

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/ops/norm_grad.h"
#include "core/ops/norm_run.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

std::string shape_of(const Tensor& t) { return t ? str(t.sizes()) : "[]"; }

std::tuple<Tensor, Tensor, Tensor> native_layer_norm_cpu(const Tensor& input,
                                                         IntSpan normalized_shape,
                                                         const Tensor& weight, const Tensor& bias,
                                                         double eps) {
  check(!normalized_shape.empty(),
        "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
        "element, but got normalized_shape = ",
        normalized_shape);
  check(!weight || same(weight.sizes(), normalized_shape),
        "Expected weight to be of same shape as normalized_shape, but got ", "weight of shape ",
        shape_of(weight), " and normalized_shape = ", normalized_shape);
  check(!bias || same(bias.sizes(), normalized_shape),
        "Expected bias to be of same shape as normalized_shape, but got ", "bias of shape ",
        shape_of(bias), " and normalized_shape = ", normalized_shape);
  size_t rank = normalized_shape.size(), ndim = input.sizes().size();
  if (ndim < rank || !same(input.sizes().last(rank), normalized_shape)) {
    std::string expected;
    for (int64_t s : normalized_shape) append(expected, str(", ", s));
    fail(ErrorKind::Runtime, "Given normalized_shape=", normalized_shape,
         ", expected input with shape [*", expected, "], but got input of size", input.sizes());
  }
  Dims stats(input.sizes());
  for (size_t d = ndim - rank; d < ndim; ++d) stats[d] = 1;
  return raw::layer_norm(input, weight, bias, checked_numel(normalized_shape), stats, eps);
}

std::tuple<Tensor, Tensor, Tensor> layer_norm_backward_cpu(const Tensor& grad_output,
                                                           const Tensor& input,
                                                           IntSpan normalized_shape,
                                                           const Tensor& weight, const Tensor& mean,
                                                           const Tensor& rstd) {
  NormGrads g = raw::layer_norm_backward(grad_output, input, weight, mean, rstd,
                                         checked_numel(normalized_shape));
  auto shaped = [&](const Tensor& t) {
    return make_view(t, normalized_shape, contiguous_strides(normalized_shape), t.offset());
  };
  return {g.input, shaped(g.weight), shaped(g.bias)};
}

void native_layer_norm_vjp(VjpCtx& c) {
  if (!c.grad(0)) return;
  Tensor x = c.in(0), weight = c.in(2);
  Tensor grad = c.recording() ? widened(c.grad(0)) : c.grad(0);
  IntSpan shape = c.arg(1).to_ints();
  Tensor gx, gw, gb;
  if (c.recording()) {
    Dims inner, outer;
    for (int64_t d = 0, n = x.dim(); d < n; ++d)
      (d < n - static_cast<int64_t>(shape.size()) ? outer : inner).push_back(d);
    auto [u, input] =
        normalized_grad(widened(x), weight ? mul(grad, weight) : grad, inner, c.arg(4).to_double());
    gx = input;
    gw = outer.empty() ? mul(grad, u) : sum(mul(grad, u), IntSpan(outer));
    gb = outer.empty() ? grad : sum(grad, IntSpan(outer));
  } else {
    std::tie(gx, gw, gb) = layer_norm_backward(grad, x, shape, weight, c.out(1), c.out(2));
  }
  if (c.needs(0)) c.grad_in(0, gx);
  if (c.needs(2)) c.grad_in(2, gw);
  if (c.needs(3)) c.grad_in(3, gb);
}

// The statistics as PyTorch hands them out, without a gradient.
std::tuple<Tensor, Tensor, Tensor> native_layer_norm_body(const Tensor& input,
                                                          IntSpan normalized_shape,
                                                          const Tensor& weight, const Tensor& bias,
                                                          double eps) {
  auto [out, mean, rstd] = native_layer_norm_stats(input, normalized_shape, weight, bias, eps);
  const DType t = raw::stats_dtype(input, {&weight, &bias});
  return {out, to(detach(mean), t), to(detach(rstd), t)};
}

Tensor layer_norm_body(const Tensor& input, IntSpan normalized_shape, const Tensor& weight,
                       const Tensor& bias, double eps, bool) {
  return std::get<0>(native_layer_norm_stats(input, normalized_shape, weight, bias, eps));
}

std::tuple<Tensor, Tensor, Tensor> native_group_norm_cpu(const Tensor& input, const Tensor& weight,
                                                         const Tensor& bias, int64_t num_groups,
                                                         double eps) {
  check(input.dim() >= 2, "Expected at least 2 dimensions for input tensor but received ",
        input.dim());
  int64_t channels = input.size(1);
  check(num_groups > 0, "Expected num groups to be greater than 0, got ", num_groups);
  check(channels % num_groups == 0,
        "Expected number of channels in input to be divisible by num_groups, but got input of ",
        "shape ", input.sizes(), " and num_groups=", num_groups);
  check(!weight || (weight.dim() == 1 && weight.numel() == channels),
        "Expected weight to be a vector of size equal to the ",
        "number of channels in input, but got weight of shape ", shape_of(weight),
        " and input of shape ", input.sizes());
  check(!bias || (bias.dim() == 1 && bias.numel() == channels),
        "Expected bias to be a vector of size equal to the number ",
        "of channels in weight, but got bias of shape ", shape_of(bias), " and input of shape ",
        input.sizes());
  return raw::group_norm(input, weight, bias, num_groups, eps);
}

std::tuple<Tensor, Tensor, Tensor> group_norm_backward_cpu(const Tensor& grad_output,
                                                           const Tensor& input,
                                                           const Tensor& weight, const Tensor& mean,
                                                           const Tensor& rstd, int64_t num_groups) {
  NormGrads g = raw::group_norm_backward(grad_output, input, weight, mean, rstd, num_groups);
  return {g.input, g.weight, g.bias};
}

void native_group_norm_vjp(VjpCtx& c) {
  if (!c.grad(0)) return;
  Tensor x = c.in(0), weight = c.in(1), gx, gw, gb;
  Tensor grad = c.recording() ? widened(c.grad(0)) : c.grad(0);
  int64_t groups = c.arg(3).to_int();
  if (c.recording()) {
    Dims channel(x.sizes().size(), 1), others = {0};
    channel[1] = x.size(1);
    for (int64_t d = 2; d < x.dim(); ++d) others.push_back(d);
    Dims grouped = {x.size(0), groups, x.numel() / std::max<int64_t>(1, x.size(0) * groups)};
    Tensor h = weight ? mul(grad, reshape(weight, channel)) : grad;
    auto [u, input] = normalized_grad(reshape(widened(x), grouped), reshape(h, grouped),
                                      Ints<2>::span, c.arg(4).to_double());
    gx = reshape(input, x.sizes());
    gw = sum(mul(grad, reshape(u, x.sizes())), IntSpan(others));
    gb = sum(grad, IntSpan(others));
  } else {
    std::tie(gx, gw, gb) = group_norm_backward(grad, x, weight, c.out(1), c.out(2), groups);
  }
  if (c.needs(0)) c.grad_in(0, gx);
  if (c.needs(1)) c.grad_in(1, gw);
  if (c.needs(2)) c.grad_in(2, gb);
}

Tensor group_norm_body(const Tensor& input, int64_t num_groups, const Tensor& weight,
                       const Tensor& bias, double eps, bool) {
  return std::get<0>(native_group_norm(input, weight, bias, num_groups, eps));
}

constexpr OpDef kOps[] = {
    {.schema = "native_layer_norm.stats(Tensor input, int[] normalized_shape, Tensor? weight, "
               "Tensor? bias, float eps) -> (Tensor, Tensor mean, Tensor rstd)",
     .cpu = kernel<native_layer_norm_cpu>(),
     .vjp = native_layer_norm_vjp,
     .saves = "input, weight, mean, rstd",
     .traits = NoFunction,
     .doc = "layer_norm() with the mean and 1 / sqrt(var + eps) of every row, in float32 or "
            "float64."},
    {.schema = "native_layer_norm(Tensor input, int[] normalized_shape, Tensor? weight, Tensor? "
               "bias, float eps) "
               "-> (Tensor, Tensor mean, Tensor rstd)",
     .body = kernel<native_layer_norm_body>(),
     .doc = "layer_norm() with the mean and 1 / sqrt(var + eps) of every row."},
    {.schema = "layer_norm_backward(Tensor grad_output, Tensor input, int[] normalized_shape, "
               "Tensor? weight, Tensor mean, "
               "Tensor rstd) -> (Tensor, Tensor, Tensor)",
     .cpu = kernel<layer_norm_backward_cpu>(),
     .vjp = no_grad("layer_norm's gradient is built of other ops when it is recorded"),
     .traits = NoFunction,
     .doc = "The gradients of layer_norm() by input, weight and bias."},
    {.schema = "layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? "
               "bias=None, float eps=1e-05, "
               "bool cudnn_enable=True) -> Tensor",
     .body = kernel<layer_norm_body>(),
     .paths = "tenon.layer_norm tenon.nn.functional.layer_norm",
     .doc =
         R"(Normalises over the last dimensions, whose sizes are normalized_shape, then multiplies by weight and adds bias.

Example:
    >>> tenon.nn.functional.layer_norm(tenon.tensor([1.0, 3.0]), (2,), eps=0.0)
    tensor([-1.,  1.])
)"},
    {.schema =
         "native_group_norm(Tensor input, Tensor? weight, Tensor? bias, int num_groups, float eps) "
         "-> (Tensor, Tensor mean, Tensor rstd)",
     .cpu = kernel<native_group_norm_cpu>(),
     .vjp = native_group_norm_vjp,
     .saves = "input, weight, mean, rstd",
     .traits = NoFunction,
     .doc = "group_norm() with the mean and 1 / sqrt(var + eps) of every group."},
    {.schema = "group_norm_backward(Tensor grad_output, Tensor input, Tensor? weight, Tensor mean, "
               "Tensor rstd, "
               "int num_groups) -> (Tensor, Tensor, Tensor)",
     .cpu = kernel<group_norm_backward_cpu>(),
     .vjp = no_grad("group_norm's gradient is built of other ops when it is recorded"),
     .traits = NoFunction,
     .doc = "The gradients of group_norm() by input, weight and bias."},
    {.schema = "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, "
               "float eps=1e-05, "
               "bool cudnn_enabled=True) -> Tensor",
     .body = kernel<group_norm_body>(),
     .paths = "tenon.group_norm tenon.nn.functional.group_norm",
     .doc = R"(Normalises every group of channels of every sample of [N, C, ...] by itself.

Example:
    >>> tenon.nn.functional.group_norm(tenon.tensor([[1.0, 3.0]]), 1, eps=0.0)
    tensor([[-1.,  1.]])
)"},
};

}  // namespace
void register_norm_group(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
