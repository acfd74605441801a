// Optimizers for C++ programs, over the same fused steps that Python's use.
#pragma once
#include "tenon/call.hpp"

TN_NAMESPACE_BEGIN
namespace optim {

class Optimizer {
 public:
  explicit Optimizer(std::vector<Tensor> params) : params_(std::move(params)) {
    check_value(!params_.empty(), "optimizer got an empty parameter list");
  }
  virtual ~Optimizer() = default;
  const std::vector<Tensor>& params() const { return params_; }
  void zero_grad() const {
    for (const Tensor& p : params_) p.set_grad({});
  }
  // One step for the parameters that have a gradient.
  void step() {
    Step now;
    for (size_t i = 0; i < params_.size(); ++i) {
      Tensor g = params_[i].grad();
      if (!g) continue;
      now.which.push_back(i);
      now.params.push_back(params_[i]);
      now.grads.push_back(g);
    }
    if (now.params.empty()) return;
    NoGrad guard;
    apply(now);
  }

 protected:
  using Tensors = std::vector<Tensor>;
  // The parameters that have a gradient, and where they stand in params().
  struct Step {
    std::vector<size_t> which;
    Tensors params, grads;
  };
  virtual void apply(const Step& now) = 0;

  // State of all parameters, made when a parameter is first updated.
  class State {
   public:
    // Tensors like the parameters, filled with a number.
    Tensors like(const Step& now, double fill = 0) {
      return get(now, [&](const Tensor& p) {
        return tenon::call("add", tenon::call("zeros_like", p), fill);
      });
    }
    // Numbers, one a parameter.
    Tensors numbers(const Step& now, double first = 0) {
      return get(now,
                 [&](const Tensor&) { return tenon::call("full", std::vector<int64_t>(), first); });
    }
    bool has(size_t i) const { return i < all_.size() && all_[i]; }

   private:
    template <class Make>
    Tensors get(const Step& now, Make make) {
      Tensors out;
      for (size_t k = 0; k < now.which.size(); ++k) {
        const size_t i = now.which[k];
        if (all_.size() <= i) all_.resize(i + 1);
        if (!all_[i]) all_[i] = make(now.params[k]);
        out.push_back(all_[i]);
      }
      return out;
    }
    Tensors all_;
  };

 private:
  std::vector<Tensor> params_;
};

// An optimizer with a struct of options, which may change between steps.
template <class Struct>
class WithOptions : public Optimizer {
 public:
  using Options = Struct;
  explicit WithOptions(std::vector<Tensor> params, Options options = {})
      : Optimizer(std::move(params)), options_(options) {}
  Options& options() { return options_; }

 protected:
  Options options_;
};

struct SGDOptions {
  double lr = 1e-3, momentum = 0, dampening = 0, weight_decay = 0;
  bool nesterov = false, maximize = false;
};
// Stochastic gradient descent (Robbins and Monro, 1951), with momentum as in PyTorch.
class SGD : public WithOptions<SGDOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    if (options_.momentum == 0) return run(now, {}, false);
    Step parts[2];  // those with a buffer, and the others
    for (size_t k = 0; k < now.which.size(); ++k) {
      Step& part = parts[momentum_.has(now.which[k]) ? 0 : 1];
      part.which.push_back(now.which[k]);
      part.params.push_back(now.params[k]);
      part.grads.push_back(now.grads[k]);
    }
    for (int first = 0; first < 2; ++first) {
      if (!parts[first].which.empty()) run(parts[first], momentum_.like(parts[first]), first == 1);
    }
  }
  void run(const Step& now, const Tensors& buffers, bool first) const {
    const auto& o = options_;
    tenon::call<"sgd_step", void>(now.params, now.grads, buffers, o.lr, o.momentum, o.dampening,
                                  o.weight_decay, o.nesterov, o.maximize, first);
  }
  State momentum_;
};

struct AdamOptions {
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
  bool decoupled = false;  // true: AdamW
  bool amsgrad = false, maximize = false;
};
// Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019).
class Adam : public WithOptions<AdamOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    const Tensors largest = o.amsgrad ? largest_.like(now) : Tensors();
    tenon::call<"adam_step", void>(now.params, now.grads, mean_.like(now), square_.like(now),
                                   largest, steps_.numbers(now), o.lr, o.beta1, o.beta2, o.eps,
                                   o.weight_decay, o.decoupled, o.maximize);
  }
  State mean_, square_, largest_, steps_;
};

struct AdagradOptions {
  double lr = 1e-2, lr_decay = 0, weight_decay = 0, initial_accumulator_value = 0, eps = 1e-10;
  bool maximize = false;
};
// Adagrad (Duchi, Hazan and Singer, 2011).
class Adagrad : public WithOptions<AdagradOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    tenon::call<"adagrad_step", void>(
        now.params, now.grads, sum_.like(now, o.initial_accumulator_value), steps_.numbers(now),
        o.lr, o.lr_decay, o.weight_decay, o.eps, o.maximize);
  }
  State sum_, steps_;
};

struct RMSpropOptions {
  double lr = 1e-2, alpha = 0.99, eps = 1e-8, weight_decay = 0, momentum = 0;
  bool centered = false, maximize = false;
};
// RMSprop (Hinton, 2012).
class RMSprop : public WithOptions<RMSpropOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    const Tensors buffers = o.momentum > 0 ? momentum_.like(now) : Tensors(),
                  means = o.centered ? mean_.like(now) : Tensors();
    tenon::call<"rmsprop_step", void>(now.params, now.grads, square_.like(now), buffers, means,
                                      steps_.numbers(now), o.lr, o.alpha, o.eps, o.weight_decay,
                                      o.momentum, o.maximize);
  }
  State square_, momentum_, mean_, steps_;
};

struct AdadeltaOptions {
  double lr = 1, rho = 0.9, eps = 1e-6, weight_decay = 0;
  bool maximize = false;
};
// Adadelta (Zeiler, 2012).
class Adadelta : public WithOptions<AdadeltaOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    tenon::call<"adadelta_step", void>(now.params, now.grads, square_.like(now), moved_.like(now),
                                       steps_.numbers(now), o.lr, o.rho, o.eps, o.weight_decay,
                                       o.maximize);
  }
  State square_, moved_, steps_;
};

struct AdamaxOptions {
  double lr = 2e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
  bool maximize = false;
};
// Adamax (Kingma and Ba, 2015).
class Adamax : public WithOptions<AdamaxOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    tenon::call<"adamax_step", void>(now.params, now.grads, mean_.like(now), top_.like(now),
                                     steps_.numbers(now), o.lr, o.beta1, o.beta2, o.eps,
                                     o.weight_decay, o.maximize);
  }
  State mean_, top_, steps_;
};

struct NAdamOptions {
  double lr = 2e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0, momentum_decay = 4e-3;
  bool decoupled = false, maximize = false;
};
// NAdam (Dozat, 2016).
class NAdam : public WithOptions<NAdamOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    tenon::call<"nadam_step", void>(now.params, now.grads, mean_.like(now), square_.like(now),
                                    product_.numbers(now, 1), steps_.numbers(now), o.lr, o.beta1,
                                    o.beta2, o.eps, o.weight_decay, o.momentum_decay, o.decoupled,
                                    o.maximize);
  }
  State mean_, square_, product_, steps_;
};

struct RAdamOptions {
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
  bool decoupled = false, maximize = false;
};
// RAdam (Liu and others, 2020).
class RAdam : public WithOptions<RAdamOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    tenon::call<"radam_step", void>(now.params, now.grads, mean_.like(now), square_.like(now),
                                    steps_.numbers(now), o.lr, o.beta1, o.beta2, o.eps,
                                    o.weight_decay, o.decoupled, o.maximize);
  }
  State mean_, square_, steps_;
};

struct ASGDOptions {
  double lr = 1e-2, lambd = 1e-4, alpha = 0.75, t0 = 1e6, weight_decay = 0;
  bool maximize = false;
};
// Averaged stochastic gradient descent (Polyak and Juditsky, 1992).
class ASGD : public WithOptions<ASGDOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    tenon::call<"asgd_step", void>(now.params, now.grads, average_.like(now), mu_.numbers(now, 1),
                                   eta_.numbers(now, o.lr), steps_.numbers(now), o.lr, o.lambd,
                                   o.alpha, o.t0, o.weight_decay, o.maximize);
  }
  State average_, mu_, eta_, steps_;
};

struct RpropOptions {
  double lr = 1e-2, eta_minus = 0.5, eta_plus = 1.2, step_size_min = 1e-6, step_size_max = 50;
  bool maximize = false;
};
// Rprop (Riedmiller and Braun, 1993).
class Rprop : public WithOptions<RpropOptions> {
 public:
  using WithOptions::WithOptions;

 private:
  void apply(const Step& now) override {
    const auto& o = options_;
    tenon::call<"rprop_step", void>(now.params, now.grads, last_.like(now), size_.like(now, o.lr),
                                    steps_.numbers(now), o.eta_minus, o.eta_plus, o.step_size_min,
                                    o.step_size_max, o.maximize);
  }
  State last_, size_, steps_;
};

}  // namespace optim
TN_NAMESPACE_END
