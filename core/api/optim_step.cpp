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

void adam_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs, TensorSpan max_exp_avg_sqs, std::span<const double> steps, double lr, double beta1, double beta2, double eps, double weight_decay, bool decoupled, bool maximize) {
  static const Op& op = Registry::get().at("adam_step");
  const Value args[13] = {cell(params), cell(grads), cell(exp_avgs), cell(exp_avg_sqs), cell(max_exp_avg_sqs), cell(steps), cell(lr), cell(beta1), cell(beta2), cell(eps), cell(weight_decay), cell(decoupled), cell(maximize)};
  Value rets[1];
  call(op, args, rets);
  
}

}  // namespace tenon
