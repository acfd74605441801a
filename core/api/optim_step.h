// Generated from core/ops/optim_step.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

void sgd_step(TensorSpan params, TensorSpan grads, TensorSpan momentum_buffers, double lr, double momentum = 0.0, double dampening = 0.0, double weight_decay = 0.0, bool nesterov = false, bool maximize = false, bool first = false);
void adam_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs, TensorSpan max_exp_avg_sqs, TensorSpan steps, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0.0, bool decoupled = false, bool maximize = false);
void adagrad_step(TensorSpan params, TensorSpan grads, TensorSpan sums, TensorSpan steps, double lr, double lr_decay = 0.0, double weight_decay = 0.0, double eps = 1e-10, bool maximize = false);
void adadelta_step(TensorSpan params, TensorSpan grads, TensorSpan square_avgs, TensorSpan acc_deltas, TensorSpan steps, double lr, double rho = 0.9, double eps = 1e-06, double weight_decay = 0.0, bool maximize = false);
void rmsprop_step(TensorSpan params, TensorSpan grads, TensorSpan square_avgs, TensorSpan momentum_buffers, TensorSpan grad_avgs, TensorSpan steps, double lr, double alpha = 0.99, double eps = 1e-08, double weight_decay = 0.0, double momentum = 0.0, bool maximize = false);
void asgd_step(TensorSpan params, TensorSpan grads, TensorSpan averages, TensorSpan mus, TensorSpan etas, TensorSpan steps, double lr, double lambd = 0.0001, double alpha = 0.75, double t0 = 1000000.0, double weight_decay = 0.0, bool maximize = false);
void rprop_step(TensorSpan params, TensorSpan grads, TensorSpan prevs, TensorSpan step_sizes, TensorSpan steps, double eta_minus = 0.5, double eta_plus = 1.2, double step_size_min = 1e-06, double step_size_max = 50.0, bool maximize = false);

}  // namespace tenon
