// batch_norm and instance_norm.
#include "core/api/norm.h"

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/copy.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/ops/norm_grad.h"
#include "core/ops/norm_run.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

using tenon::raw::stats_dtype;

void check_channels(const Tensor& t, int64_t channels, const char* name) {
  check(!t || t.numel() == channels, name, " should contain ", channels, " elements not ",
        t ? t.numel() : 0);
}

std::tuple<Tensor, Tensor, Tensor> native_batch_norm_cpu(const Tensor& input, const Tensor& weight,
                                                         const Tensor& bias,
                                                         const Tensor& running_mean,
                                                         const Tensor& running_var, bool training,
                                                         double momentum, double eps) {
  check(input.dim() >= 2, "batch_norm(): the input has no channels: got size ", input.sizes(),
        ", expected [N, C] or [N, C, ...].");
  int64_t channels = input.size(1);
  check_channels(running_mean, channels, "running_mean");
  check_channels(running_var, channels, "running_var");
  check_channels(weight, channels, "weight");
  check_channels(bias, channels, "bias");
  check(training || running_mean, "running_mean must be defined in evaluation mode");
  check(training || running_var, "running_var must be defined in evaluation mode");
  return raw::batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps);
}

// A tensor with one number per channel, to broadcast with [N, C, ...].
Tensor per_channel(const Tensor& t, int64_t ndim) {
  Dims sizes(static_cast<size_t>(ndim), 1);
  sizes[1] = t.numel();
  return reshape(t, sizes);
}

Dims all_but_channels(int64_t ndim) {
  Dims dims = {0};
  for (int64_t d = 2; d < ndim; ++d) dims.push_back(d);
  return dims;
}

// The same gradients out of public ops, for when they are to be differentiated again.
NormGrads batch_norm_grads(const Tensor& grad, const Tensor& x, const Tensor& weight,
                           const Tensor& save_mean, const Tensor& rstd, bool training, double eps) {
  int64_t n = x.dim();
  Dims dims = all_but_channels(n);
  Tensor h = weight ? mul(grad, per_channel(weight, n)) : grad;
  if (!training) {
    Tensor r = per_channel(rstd, n), u = mul(sub(x, per_channel(save_mean, n)), r);
    return {mul(h, r), sum(mul(grad, u), IntSpan(dims)), sum(grad, IntSpan(dims))};
  }
  auto [u, input] = normalized_grad(x, h, dims, eps);
  return {input, sum(mul(grad, u), IntSpan(dims)), sum(grad, IntSpan(dims))};
}

void native_batch_norm_vjp(VjpCtx& c) {
  if (!c.grad(0)) return;
  bool training = c.arg(5).to_bool();
  Tensor x = c.in(0), weight = c.in(1);
  NormGrads g;
  if (c.recording()) {
    g = batch_norm_grads(widened(c.grad(0)), widened(x), weight, c.out(1), c.out(2), training,
                         c.arg(7).to_double());
  } else {
    std::tie(g.input, g.weight, g.bias) =
        batch_norm_backward(c.grad(0), x, weight, c.out(1), c.out(2), training);
  }
  if (c.needs(0)) c.grad_in(0, g.input);
  if (c.needs(1)) c.grad_in(1, g.weight);
  if (c.needs(2)) c.grad_in(2, g.bias);
}

std::tuple<Tensor, Tensor, Tensor> batch_norm_backward_cpu(const Tensor& grad_output,
                                                           const Tensor& input,
                                                           const Tensor& weight, const Tensor& mean,
                                                           const Tensor& rstd, bool training) {
  NormGrads g = raw::batch_norm_backward(grad_output, input, weight, mean, rstd, training);
  return {g.input, g.weight, g.bias};
}

// Saved statistics as PyTorch hands them out: without a gradient, in small floats where nothing
// else is given in float32, and empty when the running ones were used.
std::tuple<Tensor, Tensor, Tensor> native_batch_norm_body(const Tensor& input, const Tensor& weight,
                                                          const Tensor& bias,
                                                          const Tensor& running_mean,
                                                          const Tensor& running_var, bool training,
                                                          double momentum, double eps) {
  auto [out, mean, rstd] = native_batch_norm_stats(input, weight, bias, running_mean, running_var,
                                                   training, momentum, eps);
  const DType t = stats_dtype(input, {&weight, &bias, &running_mean, &running_var});
  auto given = [&](const Tensor& s) {
    return training ? to(detach(s), t) : new_tensor(IntSpan(Ints<0>::span), t, s.device());
  };
  return {out, given(mean), given(rstd)};
}

Tensor batch_norm_body(const Tensor& input, const Tensor& weight, const Tensor& bias,
                       const Tensor& running_mean, const Tensor& running_var, bool training,
                       double momentum, double eps, bool) {
  if (input.dim() == 1 && input.numel() == 0) return clone(input);  // no channels, no statistics
  if (training && input.dim() >= 2) {
    check_value(input.numel() != input.size(1),
                "Expected more than 1 value per channel when training, got input size tenon.Size(",
                input.sizes(), ")");
  }
  return std::get<0>(native_batch_norm_stats(input, weight, bias, running_mean, running_var,
                                             training, momentum, eps));
}

Tensor functional_batch_norm_body(const Tensor& input, const Tensor& running_mean,
                                  const Tensor& running_var, const Tensor& weight,
                                  const Tensor& bias, bool training, double momentum, double eps) {
  return batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps);
}

// One number per channel, repeated for every sample.
Tensor repeated(const Tensor& t, int64_t batch) {
  return t ? reshape(expand(t, {{batch, t.numel()}}), {{batch * t.numel()}}) : Tensor();
}

// Every sample's channel is a channel of its own of one large sample.
Tensor instance_norm_body(const Tensor& input, const Tensor& weight, const Tensor& bias,
                          const Tensor& running_mean, const Tensor& running_var,
                          bool use_input_stats, double momentum, double eps, bool) {
  check(input.dim() >= 2, "instance_norm(): the input has no channels: got size ", input.sizes(),
        ", expected [N, C, ...].");
  check(use_input_stats || (running_mean && running_var),
        "Expected running_mean and running_var to be defined when use_input_stats is false");
  int64_t batch = input.size(0), channels = input.size(1);
  Dims sizes(input.sizes());
  sizes[0] = 1, sizes[1] = batch * channels;
  if (use_input_stats) {
    check_value(batch * channels == 0 || input.numel() / (batch * channels) != 1,
                "Expected more than 1 spatial element when training, got input size tenon.Size(",
                input.sizes(), ")");
  }
  Tensor mean = repeated(running_mean, batch), var = repeated(running_var, batch);
  Tensor out = std::get<0>(native_batch_norm_stats(reshape(input, sizes), repeated(weight, batch),
                                                   repeated(bias, batch), mean, var,
                                                   use_input_stats, momentum, eps));
  if (use_input_stats) {
    GradMode off(false);
    auto keep = [&](const Tensor& running, const Tensor& updated) {
      if (running)
        copy_(running, tenon::mean(reshape(updated, {{batch, channels}}), Ints<0>::span));
    };
    keep(running_mean, mean);
    keep(running_var, var);
  }
  return reshape(out, input.sizes());
}

// PyTorch's functional form has the statistics first.
Tensor functional_instance_norm_body(const Tensor& input, const Tensor& running_mean,
                                     const Tensor& running_var, const Tensor& weight,
                                     const Tensor& bias, bool use_input_stats, double momentum,
                                     double eps) {
  return instance_norm(input, weight, bias, running_mean, running_var, use_input_stats, momentum,
                       eps);
}

constexpr OpDef kOps[] = {
    {.schema = "native_batch_norm.stats(Tensor input, Tensor? weight, Tensor? bias, Tensor? "
               "running_mean, Tensor? running_var, "
               "bool training, float momentum, float eps) -> (Tensor, Tensor mean, Tensor rstd)",
     .cpu = kernel<native_batch_norm_cpu>(),
     .vjp = native_batch_norm_vjp,
     .saves = "input, weight, mean, rstd",
     .traits = NoFunction,
     .doc = "batch_norm() with the mean and 1 / sqrt(var + eps) that it used, in float32 or "
            "float64."},
    {.schema = "native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? "
               "running_mean, Tensor? running_var, "
               "bool training, float momentum, float eps) -> (Tensor, Tensor mean, Tensor rstd)",
     .body = kernel<native_batch_norm_body>(),
     .doc = "batch_norm() with the batch's mean and 1 / sqrt(var + eps), which are empty unless "
            "training."},
    {.schema = "batch_norm_backward(Tensor grad_output, Tensor input, Tensor? weight, Tensor mean, "
               "Tensor rstd, "
               "bool training) -> (Tensor, Tensor, Tensor)",
     .cpu = kernel<batch_norm_backward_cpu>(),
     .vjp = no_grad("batch_norm's gradient is built of other ops when it is recorded"),
     .traits = NoFunction,
     .doc = "The gradients of batch_norm() by input, weight and bias."},
    {.schema = "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, "
               "Tensor? running_var, "
               "bool training, float momentum, float eps, bool cudnn_enabled=True) -> Tensor",
     .body = kernel<batch_norm_body>(),
     .doc =
         R"(Normalises every channel of [N, C, ...] by the batch's statistics (training) or the running ones, which training
updates in place, then multiplies by weight and adds bias.

Example:
    >>> tenon.batch_norm(tenon.tensor([[1.0], [3.0]]), None, None, None, None, True, 0.1, 0.0)
    tensor([[-1.],
            [ 1.]])
)"},
    {.schema =
         "functional_batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? "
         "weight=None, "
         "Tensor? bias=None, bool training=False, float momentum=0.1, float eps=1e-05) -> Tensor",
     .body = kernel<functional_batch_norm_body>(),
     .paths = "tenon.nn.functional.batch_norm",
     .doc = "Normalises every channel of [N, C, ...]; the running statistics are updated in place "
            "when training."},
    {.schema =
         "instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? "
         "running_var, "
         "bool use_input_stats, float momentum, float eps, bool cudnn_enabled=True) -> Tensor",
     .body = kernel<instance_norm_body>(),
     .doc = "Normalises every channel of every sample of [N, C, ...] by itself."},
    {.schema =
         "functional_instance_norm(Tensor input, Tensor? running_mean=None, Tensor? "
         "running_var=None, "
         "Tensor? weight=None, Tensor? bias=None, bool use_input_stats=True, float momentum=0.1, "
         "float eps=1e-05) -> Tensor",
     .body = kernel<functional_instance_norm_body>(),
     .paths = "tenon.nn.functional.instance_norm",
     .doc = "Normalises every channel of every sample of [N, C, ...] by itself."},
};

}  // namespace
void register_norm(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
