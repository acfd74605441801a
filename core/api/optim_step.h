// Generated from core/ops/optim_step.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

void sgd_step(TensorSpan params, TensorSpan grads, TensorSpan momentum_buffers, double lr, double momentum = 0.0, double dampening = 0.0, double weight_decay = 0.0, bool nesterov = false, bool maximize = false, bool first = false);
void adam_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs, TensorSpan max_exp_avg_sqs, std::span<const double> steps, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0.0, bool decoupled = false, bool maximize = false);

}  // namespace tenon
