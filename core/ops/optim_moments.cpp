// Fused steps of the relatives of Adam. See optim_step.cpp.
#include <cmath>

#include "core/ops/optim_lists.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using kernels::moments;

// Decay as part of the gradient, or of the parameter itself (as AdamW's).
kernels::Decay decay_of(bool maximize, double lr, double weight_decay, bool decoupled) {
  if (decoupled) return {maximize, 0, 1 - lr * weight_decay};
  return {maximize, weight_decay};
}

void adamax_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_infs,
                     TensorSpan steps, double lr, double beta1, double beta2, double eps,
                     double weight_decay, bool maximize) {
  const auto lists =
      StepLists("adamax_step", params, grads, {exp_avgs, exp_infs}).numbers("steps", steps);
  std::vector<kernels::AdamaxOptions> options(lists.size());
  for (size_t k = 0; k < lists.size(); ++k) {
    if (lists.is_meta(k)) continue;
    const double correction = 1 - std::pow(beta1, advance(steps[k]));
    options[k] = {{maximize, weight_decay}, beta1, beta2, eps, lr / correction};
  }
  lists.run(moments.get().adamax, options);
}

void nadam_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs,
                    TensorSpan exp_avg_sqs, TensorSpan mu_products, TensorSpan steps, double lr,
                    double beta1, double beta2, double eps, double weight_decay,
                    double momentum_decay, bool decoupled, bool maximize) {
  const auto lists = StepLists("nadam_step", params, grads, {exp_avgs, exp_avg_sqs})
                         .numbers("mu_products", mu_products)
                         .numbers("steps", steps);
  const auto decay = decay_of(maximize, lr, weight_decay, decoupled);
  const auto mu_at = [&](double step) {
    return beta1 * (1 - 0.5 * std::pow(0.96, step * momentum_decay));
  };
  std::vector<kernels::NadamOptions> options(lists.size());
  for (size_t k = 0; k < lists.size(); ++k) {
    if (lists.is_meta(k)) continue;
    const double step = advance(steps[k]), mu = mu_at(step), next = mu_at(step + 1);
    // The product is kept as a float, and its factor rounded to one, as in PyTorch.
    const bool exact = mu_products[k].dtype() == DType::F64;
    set_number(mu_products[k], number(mu_products[k]) * (exact ? mu : static_cast<float>(mu)));
    const double product = number(mu_products[k]);
    options[k] = {decay,
                  beta1,
                  beta2,
                  eps,
                  1 - std::pow(beta2, step),
                  -lr * (1 - mu) / (1 - product),
                  -lr * next / (1 - product * next)};
  }
  lists.run(moments.get().nadam, options);
}

// How far the adaptive step is trusted; negative while the variance is not known well enough.
double rectification(double beta2, double step) {
  const double power = std::pow(beta2, step), most = 2 / (1 - beta2) - 1;
  const double rho = most - 2 * step * power / (1 - power);
  if (rho <= 5) return -1;
  return std::sqrt((rho - 4) * (rho - 2) * most / ((most - 4) * (most - 2) * rho));
}

void radam_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs,
                    TensorSpan exp_avg_sqs, TensorSpan steps, double lr, double beta1, double beta2,
                    double eps, double weight_decay, bool decoupled, bool maximize) {
  const auto lists =
      StepLists("radam_step", params, grads, {exp_avgs, exp_avg_sqs}).numbers("steps", steps);
  const auto decay = decay_of(maximize, lr, weight_decay, decoupled);
  std::vector<kernels::RadamOptions> options(lists.size());
  for (size_t k = 0; k < lists.size(); ++k) {
    if (lists.is_meta(k)) continue;
    const double step = advance(steps[k]);
    options[k] = {decay,
                  lr,
                  beta1,
                  beta2,
                  eps,
                  1 - std::pow(beta1, step),
                  std::sqrt(1 - std::pow(beta2, step)),
                  rectification(beta2, step)};
  }
  lists.run(moments.get().radam, options);
}

constexpr OpDef kOps[] = {
    {.schema = "adamax_step(Tensor[] params, Tensor[] grads, Tensor[] exp_avgs, Tensor[] "
               "exp_infs, Tensor[] steps, float lr, float beta1=0.9, float beta2=0.999, float "
               "eps=1e-08, float weight_decay=0.0, bool maximize=False) -> ()",
     .cpu = kernel<adamax_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.adamax_step",
     .doc =
         R"(One step of Adamax, in place: params, states and steps (which count from 0) are written to.)"},
    {.schema = "nadam_step(Tensor[] params, Tensor[] grads, Tensor[] exp_avgs, Tensor[] "
               "exp_avg_sqs, Tensor[] mu_products, Tensor[] steps, float lr, float beta1=0.9, "
               "float beta2=0.999, float eps=1e-08, float weight_decay=0.0, float "
               "momentum_decay=0.004, bool decoupled=False, bool maximize=False) -> ()",
     .cpu = kernel<nadam_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.nadam_step",
     .doc =
         R"(One step of NAdam, in place: params, states and steps (which count from 0) are written to.)"},
    {.schema = "radam_step(Tensor[] params, Tensor[] grads, Tensor[] exp_avgs, Tensor[] "
               "exp_avg_sqs, Tensor[] steps, float lr, float beta1=0.9, float beta2=0.999, "
               "float eps=1e-08, float weight_decay=0.0, bool decoupled=False, bool "
               "maximize=False) -> ()",
     .cpu = kernel<radam_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.radam_step",
     .doc =
         R"(One step of RAdam, in place: params, states and steps (which count from 0) are written to.)"},
};

}  // namespace
void register_optim_moments(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
