// Optimizers for C++ programs, over the same fused steps that Python's use. SGD (Robbins and Monro,
// 1951; momentum as in PyTorch), Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter,
// 2019).
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
    std::vector<size_t> with_grad;
    std::vector<Tensor> params, grads;
    for (size_t i = 0; i < params_.size(); ++i) {
      Tensor g = params_[i].grad();
      if (!g) continue;
      with_grad.push_back(i);
      params.push_back(params_[i]);
      grads.push_back(g);
    }
    if (params.empty()) return;
    NoGrad guard;
    apply(with_grad, params, grads);
  }

 protected:
  virtual void apply(const std::vector<size_t>& which, const std::vector<Tensor>& params,
                     const std::vector<Tensor>& grads) = 0;
  // State of the parameters `which`, made of zeros when first used.
  static std::vector<Tensor> state(std::vector<Tensor>& all, const std::vector<size_t>& which,
                                   const std::vector<Tensor>& params) {
    std::vector<Tensor> out;
    for (size_t i = 0; i < which.size(); ++i) {
      if (all.size() <= which[i]) all.resize(which[i] + 1);
      if (!all[which[i]]) all[which[i]] = tenon::call("zeros_like", params[i]);
      out.push_back(all[which[i]]);
    }
    return out;
  }

 private:
  std::vector<Tensor> params_;
};

class SGD : public Optimizer {
 public:
  struct Options {
    double lr = 1e-3, momentum = 0, dampening = 0, weight_decay = 0;
    bool nesterov = false;
  };
  SGD(std::vector<Tensor> params, Options options)
      : Optimizer(std::move(params)), options_(options) {}
  Options& options() { return options_; }

 private:
  void apply(const std::vector<size_t>& which, const std::vector<Tensor>& params,
             const std::vector<Tensor>& grads) override {
    std::vector<Tensor> buffers;
    bool first = momentum_.empty();
    if (options_.momentum != 0) buffers = state(momentum_, which, params);
    tenon::call<"sgd_step", void>(params, grads, buffers, options_.lr, options_.momentum,
                                  options_.dampening, options_.weight_decay, options_.nesterov,
                                  false, first);
  }
  Options options_;
  std::vector<Tensor> momentum_;
};

class Adam : public Optimizer {
 public:
  struct Options {
    double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
    bool decoupled = false;  // true: AdamW
  };
  Adam(std::vector<Tensor> params, Options options)
      : Optimizer(std::move(params)), options_(options) {}
  Options& options() { return options_; }

 private:
  void apply(const std::vector<size_t>& which, const std::vector<Tensor>& params,
             const std::vector<Tensor>& grads) override {
    std::vector<Tensor> means = state(means_, which, params),
                        squares = state(squares_, which, params);
    std::vector<double> steps;
    for (size_t i : which) {
      if (steps_.size() <= i) steps_.resize(i + 1);
      steps.push_back(static_cast<double>(++steps_[i]));
    }
    tenon::call<"adam_step", void>(params, grads, means, squares, std::vector<Tensor>(), steps,
                                   options_.lr, options_.beta1, options_.beta2, options_.eps,
                                   options_.weight_decay, options_.decoupled, false);
  }
  Options options_;
  std::vector<Tensor> means_, squares_;
  std::vector<int64_t> steps_;
};

}  // namespace optim
TN_NAMESPACE_END
