// Fused optimizer steps: one call updates all parameters of a group. They write to params and
// state, and draw no graph.
#include <cmath>

#include "core/ops/optim_lists.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using kernels::optim;

void sgd_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan momentum_buffers, double lr,
                  double momentum, double dampening, double weight_decay, bool nesterov,
                  bool maximize, bool first) {
  const StepLists lists("sgd_step", params, grads, {momentum_buffers}, 1);
  const kernels::SgdOptions o{{maximize, weight_decay}, lr, momentum, dampening, nesterov, first};
  lists.run(optim.get().sgd, std::vector(lists.size(), o));
}

void adam_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs,
                   TensorSpan max_exp_avg_sqs, TensorSpan steps, double lr, double beta1,
                   double beta2, double eps, double weight_decay, bool decoupled, bool maximize) {
  const auto lists =
      StepLists("adam_step", params, grads, {exp_avgs, exp_avg_sqs, max_exp_avg_sqs}, 1)
          .numbers("steps", steps);
  const kernels::Decay decay{maximize, decoupled ? 0 : weight_decay,
                             decoupled ? 1 - lr * weight_decay : 1};
  std::vector<kernels::AdamOptions> options(lists.size());
  for (size_t k = 0; k < lists.size(); ++k) {
    if (lists.is_meta(k)) continue;
    const double step = advance(steps[k]);
    options[k] = {decay,
                  beta1,
                  beta2,
                  eps,
                  lr / (1 - std::pow(beta1, step)),
                  std::sqrt(1 - std::pow(beta2, step))};
  }
  lists.run(optim.get().adam, options);
}

void adagrad_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan sums, TensorSpan steps,
                      double lr, double lr_decay, double weight_decay, double eps, bool maximize) {
  const auto lists = StepLists("adagrad_step", params, grads, {sums}).numbers("steps", steps);
  std::vector<kernels::AdagradOptions> options(lists.size());
  for (size_t k = 0; k < lists.size(); ++k) {
    if (lists.is_meta(k)) continue;
    const double step = advance(steps[k]);
    options[k] = {{maximize, weight_decay}, lr / (1 + (step - 1) * lr_decay), eps};
  }
  lists.run(optim.get().adagrad, options);
}

// Steps that only count.
void count(const StepLists& lists, TensorSpan steps) {
  for (size_t k = 0; k < lists.size(); ++k) {
    if (!lists.is_meta(k)) advance(steps[k]);
  }
}

void adadelta_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan square_avgs,
                       TensorSpan acc_deltas, TensorSpan steps, double lr, double rho, double eps,
                       double weight_decay, bool maximize) {
  const auto lists =
      StepLists("adadelta_step", params, grads, {square_avgs, acc_deltas}).numbers("steps", steps);
  count(lists, steps);
  const kernels::AdadeltaOptions o{{maximize, weight_decay}, lr, rho, eps};
  lists.run(optim.get().adadelta, std::vector(lists.size(), o));
}

void rmsprop_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan square_avgs,
                      TensorSpan momentum_buffers, TensorSpan grad_avgs, TensorSpan steps,
                      double lr, double alpha, double eps, double weight_decay, double momentum,
                      bool maximize) {
  const auto lists =
      StepLists("rmsprop_step", params, grads, {square_avgs, momentum_buffers, grad_avgs}, 2)
          .numbers("steps", steps);
  count(lists, steps);
  const kernels::RmspropOptions o{{maximize, weight_decay}, lr, alpha, eps, momentum};
  lists.run(optim.get().rmsprop, std::vector(lists.size(), o));
}

void asgd_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan averages, TensorSpan mus,
                   TensorSpan etas, TensorSpan steps, double lr, double lambd, double alpha,
                   double t0, double weight_decay, bool maximize) {
  const auto lists = StepLists("asgd_step", params, grads, {averages})
                         .numbers("mus", mus)
                         .numbers("etas", etas)
                         .numbers("steps", steps);
  std::vector<kernels::AsgdOptions> options(lists.size());
  for (size_t k = 0; k < lists.size(); ++k) {
    if (lists.is_meta(k)) continue;
    options[k] = {{maximize, weight_decay}, number(etas[k]), lambd, number(mus[k])};
    const double step = advance(steps[k]);
    set_number(etas[k], lr / std::pow(1 + lambd * lr * step, alpha));
    set_number(mus[k], 1 / std::max(1.0, step - t0));
  }
  lists.run(optim.get().asgd, options);
}

void rprop_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan prevs, TensorSpan step_sizes,
                    TensorSpan steps, double eta_minus, double eta_plus, double step_size_min,
                    double step_size_max, bool maximize) {
  const auto lists =
      StepLists("rprop_step", params, grads, {prevs, step_sizes}).numbers("steps", steps);
  count(lists, steps);
  const kernels::RpropOptions o{{maximize}, eta_minus, eta_plus, step_size_min, step_size_max};
  lists.run(optim.get().rprop, std::vector(lists.size(), o));
}

constexpr OpDef kOps[] = {
    {.schema = "sgd_step(Tensor[] params, Tensor[] grads, Tensor[] momentum_buffers, float lr, "
               "float momentum=0.0, float dampening=0.0, float weight_decay=0.0, "
               "bool nesterov=False, bool maximize=False, bool first=False) -> ()",
     .cpu = kernel<sgd_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.sgd_step",
     .doc =
         R"(One step of stochastic gradient descent for all params, in place. momentum_buffers may be empty; first says
that they hold nothing yet.)"},
    {.schema = "adam_step(Tensor[] params, Tensor[] grads, Tensor[] exp_avgs, Tensor[] "
               "exp_avg_sqs, Tensor[] max_exp_avg_sqs, Tensor[] steps, float lr, float "
               "beta1=0.9, float beta2=0.999, float eps=1e-08, float weight_decay=0.0, bool "
               "decoupled=False, bool maximize=False) -> ()",
     .cpu = kernel<adam_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.adam_step",
     .doc =
         R"(One step of Adam (AdamW when decoupled; max_exp_avg_sqs is empty unless amsgrad), in place:
params, states and steps (which count from 0) are written to.)"},
    {.schema = "adagrad_step(Tensor[] params, Tensor[] grads, Tensor[] sums, Tensor[] steps, "
               "float lr, float lr_decay=0.0, float weight_decay=0.0, float eps=1e-10, bool "
               "maximize=False) -> ()",
     .cpu = kernel<adagrad_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.adagrad_step",
     .doc =
         R"(One step of Adagrad, in place: params, states and steps (which count from 0) are written to.)"},
    {.schema = "adadelta_step(Tensor[] params, Tensor[] grads, Tensor[] square_avgs, Tensor[] "
               "acc_deltas, Tensor[] steps, float lr, float rho=0.9, float eps=1e-06, float "
               "weight_decay=0.0, bool maximize=False) -> ()",
     .cpu = kernel<adadelta_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.adadelta_step",
     .doc =
         R"(One step of Adadelta, in place: params, states and steps (which count from 0) are written to.)"},
    {.schema = "rmsprop_step(Tensor[] params, Tensor[] grads, Tensor[] square_avgs, Tensor[] "
               "momentum_buffers, Tensor[] grad_avgs, Tensor[] steps, float lr, float "
               "alpha=0.99, float eps=1e-08, float weight_decay=0.0, float momentum=0.0, bool "
               "maximize=False) -> ()",
     .cpu = kernel<rmsprop_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.rmsprop_step",
     .doc =
         R"(One step of RMSprop (momentum_buffers is empty without momentum, grad_avgs unless centered), in place:
params, states and steps (which count from 0) are written to.)"},
    {.schema = "asgd_step(Tensor[] params, Tensor[] grads, Tensor[] averages, Tensor[] mus, "
               "Tensor[] etas, Tensor[] steps, float lr, float lambd=0.0001, float "
               "alpha=0.75, float t0=1000000.0, float weight_decay=0.0, bool maximize=False) "
               "-> ()",
     .cpu = kernel<asgd_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.asgd_step",
     .doc =
         R"(One step of averaged stochastic gradient descent, in place:
params, states and steps (which count from 0) are written to.)"},
    {.schema = "rprop_step(Tensor[] params, Tensor[] grads, Tensor[] prevs, Tensor[] "
               "step_sizes, Tensor[] steps, float eta_minus=0.5, float eta_plus=1.2, float "
               "step_size_min=1e-06, float step_size_max=50.0, bool maximize=False) -> ()",
     .cpu = kernel<rprop_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.rprop_step",
     .doc =
         R"(One step of Rprop, in place: params, states and steps (which count from 0) are written to.)"},
};

}  // namespace
void register_optim_step(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
