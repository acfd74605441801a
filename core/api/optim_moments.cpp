// Generated from core/ops/optim_moments.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/optim_moments.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

void adamax_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_infs, TensorSpan steps, double lr, double beta1, double beta2, double eps, double weight_decay, bool maximize) {
  static const Op& op = Registry::get().at("adamax_step");
  const Value args[11] = {cell(params), cell(grads), cell(exp_avgs), cell(exp_infs), cell(steps), cell(lr), cell(beta1), cell(beta2), cell(eps), cell(weight_decay), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

void nadam_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs, TensorSpan mu_products, TensorSpan steps, double lr, double beta1, double beta2, double eps, double weight_decay, double momentum_decay, bool decoupled, bool maximize) {
  static const Op& op = Registry::get().at("nadam_step");
  const Value args[14] = {cell(params), cell(grads), cell(exp_avgs), cell(exp_avg_sqs), cell(mu_products), cell(steps), cell(lr), cell(beta1), cell(beta2), cell(eps), cell(weight_decay), cell(momentum_decay), cell(decoupled), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

void radam_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs, TensorSpan steps, double lr, double beta1, double beta2, double eps, double weight_decay, bool decoupled, bool maximize) {
  static const Op& op = Registry::get().at("radam_step");
  const Value args[12] = {cell(params), cell(grads), cell(exp_avgs), cell(exp_avg_sqs), cell(steps), cell(lr), cell(beta1), cell(beta2), cell(eps), cell(weight_decay), cell(decoupled), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

}  // namespace tenon
