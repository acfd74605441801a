// Generated from core/ops/optim_moments.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

void adamax_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_infs, TensorSpan steps, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0.0, bool maximize = false);
void nadam_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs, TensorSpan mu_products, TensorSpan steps, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0.0, double momentum_decay = 0.004, bool decoupled = false, bool maximize = false);
void radam_step(TensorSpan params, TensorSpan grads, TensorSpan exp_avgs, TensorSpan exp_avg_sqs, TensorSpan steps, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0.0, bool decoupled = false, bool maximize = false);

}  // namespace tenon
