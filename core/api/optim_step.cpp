// Generated from core/ops/optim_step.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/optim_step.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

void sgd_step(TensorSpan params, TensorSpan grads, TensorSpan momentum_buffers, double lr, double momentum, double dampening, double weight_decay, bool nesterov, bool maximize, bool first) {
  static const Op& op = Registry::get().at("sgd_step");
  const Value args[10] = {cell(params), cell(grads), cell(momentum_buffers), cell(lr), cell(momentum), cell(dampening), cell(weight_decay), cell(nesterov), cell(maximize), cell(first)};
  Value rets[1];
  call(op, args, rets);
  
}

void adam_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs, TensorSpan max_exp_avg_sqs, TensorSpan steps, double lr, double beta1, double beta2, double eps, double weight_decay, bool decoupled, bool maximize) {
  static const Op& op = Registry::get().at("adam_step");
  const Value args[13] = {cell(params), cell(grads), cell(exp_avgs), cell(exp_avg_sqs), cell(max_exp_avg_sqs), cell(steps), cell(lr), cell(beta1), cell(beta2), cell(eps), cell(weight_decay), cell(decoupled), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

void adagrad_step(TensorSpan params, TensorSpan grads, TensorSpan sums, TensorSpan steps, double lr, double lr_decay, double weight_decay, double eps, bool maximize) {
  static const Op& op = Registry::get().at("adagrad_step");
  const Value args[9] = {cell(params), cell(grads), cell(sums), cell(steps), cell(lr), cell(lr_decay), cell(weight_decay), cell(eps), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

void adadelta_step(TensorSpan params, TensorSpan grads, TensorSpan square_avgs, TensorSpan acc_deltas, TensorSpan steps, double lr, double rho, double eps, double weight_decay, bool maximize) {
  static const Op& op = Registry::get().at("adadelta_step");
  const Value args[10] = {cell(params), cell(grads), cell(square_avgs), cell(acc_deltas), cell(steps), cell(lr), cell(rho), cell(eps), cell(weight_decay), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

void rmsprop_step(TensorSpan params, TensorSpan grads, TensorSpan square_avgs, TensorSpan momentum_buffers, TensorSpan grad_avgs, TensorSpan steps, double lr, double alpha, double eps, double weight_decay, double momentum, bool maximize) {
  static const Op& op = Registry::get().at("rmsprop_step");
  const Value args[12] = {cell(params), cell(grads), cell(square_avgs), cell(momentum_buffers), cell(grad_avgs), cell(steps), cell(lr), cell(alpha), cell(eps), cell(weight_decay), cell(momentum), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

void asgd_step(TensorSpan params, TensorSpan grads, TensorSpan averages, TensorSpan mus, TensorSpan etas, TensorSpan steps, double lr, double lambd, double alpha, double t0, double weight_decay, bool maximize) {
  static const Op& op = Registry::get().at("asgd_step");
  const Value args[12] = {cell(params), cell(grads), cell(averages), cell(mus), cell(etas), cell(steps), cell(lr), cell(lambd), cell(alpha), cell(t0), cell(weight_decay), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

void rprop_step(TensorSpan params, TensorSpan grads, TensorSpan prevs, TensorSpan step_sizes, TensorSpan steps, double eta_minus, double eta_plus, double step_size_min, double step_size_max, bool maximize) {
  static const Op& op = Registry::get().at("rprop_step");
  const Value args[10] = {cell(params), cell(grads), cell(prevs), cell(step_sizes), cell(steps), cell(eta_minus), cell(eta_plus), cell(step_size_min), cell(step_size_max), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

}  // namespace tenon
