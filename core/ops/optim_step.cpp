// Fused optimizer steps: one call updates all parameters of a group. They write to params and
// state, and draw no graph.
#include <cmath>

#include "core/api/copy.h"
#include "core/kernels/optim.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

constexpr int64_t kGrain = 16384;

// One tensor as a flat array of its compute type. What is not already so is copied, and copied back
// when it is written.
class Flat {
 public:
  Flat(const Tensor& t, DType compute, bool write) : target_(t), write_(write) {
    flat_ = t.dtype() == compute ? contiguous(t) : contiguous(to_copy(t, compute));
  }
  void store() {
    if (!write_) return;
    if (!flat_.is_same(target_))
      copy_(target_, flat_);
    else
      target_.bump_version();
  }
  char* at(int64_t i) const { return flat_.raw() + i * static_cast<int64_t>(flat_.itemsize()); }

 private:
  Tensor target_, flat_;
  bool write_;
};

void check_lists(const char* op, TensorSpan params, TensorSpan grads,
                 std::initializer_list<TensorSpan> states) {
  check(!mode().grad, op, "(): gradients are being recorded. Hint: call it under no_grad");
  check_value(grads.size() == params.size(), op, "(): got ", grads.size(), " grads for ",
              params.size(), " params");
  for (TensorSpan s : states) {
    check_value(s.empty() || s.size() == params.size(), op, "(): got ", s.size(), " states for ",
                params.size(), " params");
  }
  for (size_t i = 0; i < params.size(); ++i) {
    check(is_floating(params[i].dtype()), op, "(): params[", i, "] is ", params[i].dtype(),
          ", expected a floating dtype");
    check(same(params[i].sizes(), grads[i].sizes()), op, "(): grads[", i, "] has shape ",
          grads[i].sizes(), ", expected ", params[i].sizes());
    for (TensorSpan s : states) {
      if (s.empty()) continue;
      check(same(params[i].sizes(), s[i].sizes()), op, "(): the state of params[", i,
            "] has shape ", s[i].sizes(), ", expected ", params[i].sizes());
      check(is_floating(s[i].dtype()), op, "(): the state of params[", i, "] is ", s[i].dtype(),
            ", expected a floating dtype");
    }
  }
}

DType compute_type(const Tensor& t) { return t.dtype() == DType::F64 ? DType::F64 : DType::F32; }

void sgd_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan momentum_buffers, double lr,
                  double momentum, double dampening, double weight_decay, bool nesterov,
                  bool maximize, bool first) {
  check_lists("sgd_step", params, grads, {momentum_buffers});
  const kernels::SgdOptions o{lr, momentum, dampening, weight_decay, nesterov, maximize, first};
  for (size_t k = 0; k < params.size(); ++k) {
    if (params[k].is_meta()) continue;
    const DType t = compute_type(params[k]);
    const auto step = kernels::optim.get().sgd[static_cast<int>(t)];
    Flat p(params[k], t, true), g(grads[k], t, false);
    std::optional<Flat> m;
    if (!momentum_buffers.empty()) m.emplace(momentum_buffers[k], t, true);
    parallel_for(0, params[k].numel(), kGrain, [&](int64_t b, int64_t e) {
      step(p.at(b), g.at(b), m ? m->at(b) : nullptr, e - b, o);
    });
    p.store();
    if (m) m->store();
  }
}

void adam_step_cpu(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs,
                   TensorSpan max_exp_avg_sqs, std::span<const double> steps, double lr,
                   double beta1, double beta2, double eps, double weight_decay, bool decoupled,
                   bool maximize) {
  check_lists("adam_step", params, grads, {exp_avgs, exp_avg_sqs, max_exp_avg_sqs});
  check_value(steps.size() == params.size() && exp_avgs.size() == params.size() &&
                  exp_avg_sqs.size() == params.size(),
              "adam_step(): got ", steps.size(), " steps for ", params.size(), " params");
  for (size_t k = 0; k < params.size(); ++k) {
    if (params[k].is_meta()) continue;
    const DType t = compute_type(params[k]);
    const auto step = kernels::optim.get().adam[static_cast<int>(t)];
    const double correction1 = 1 - std::pow(beta1, steps[k]),
                 correction2 = 1 - std::pow(beta2, steps[k]);
    const kernels::AdamOptions o{beta1,
                                 beta2,
                                 eps,
                                 decoupled ? 0 : weight_decay,
                                 lr / correction1,
                                 std::sqrt(correction2),
                                 decoupled ? 1 - lr * weight_decay : 1,
                                 maximize};
    Flat p(params[k], t, true), g(grads[k], t, false), m(exp_avgs[k], t, true),
        v(exp_avg_sqs[k], t, true);
    std::optional<Flat> max;
    if (!max_exp_avg_sqs.empty()) max.emplace(max_exp_avg_sqs[k], t, true);
    parallel_for(0, params[k].numel(), kGrain, [&](int64_t b, int64_t e) {
      step(p.at(b), g.at(b), m.at(b), v.at(b), max ? max->at(b) : nullptr, e - b, o);
    });
    p.store();
    m.store();
    v.store();
    if (max) max->store();
  }
}

constexpr OpDef kOps[] = {
    {.schema = "sgd_step(Tensor[] params, Tensor[] grads, Tensor[] momentum_buffers, float lr, "
               "float momentum=0.0, "
               "float dampening=0.0, float weight_decay=0.0, bool nesterov=False, bool "
               "maximize=False, bool first=False) -> ()",
     .cpu = kernel<sgd_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.sgd_step",
     .doc =
         R"(One step of stochastic gradient descent for all params, in place. momentum_buffers may be empty; first says
that they hold nothing yet.)"},
    {.schema = "adam_step(Tensor[] params, Tensor[] grads, Tensor[] exp_avgs, Tensor[] "
               "exp_avg_sqs, Tensor[] max_exp_avg_sqs, "
               "float[] steps, float lr, float beta1=0.9, float beta2=0.999, float eps=1e-08, "
               "float weight_decay=0.0, "
               "bool decoupled=False, bool maximize=False) -> ()",
     .cpu = kernel<adam_step_cpu>(),
     .vjp = no_grad("updates parameters in place"),
     .traits = NoFunction,
     .paths = "tenon._C._optim.adam_step",
     .doc =
         R"(One step of Adam (AdamW when decoupled) for all params, in place. steps count from 1; max_exp_avg_sqs is empty
unless amsgrad.)"},
};

}  // namespace
void register_optim_step(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
