// Steps of optimizers over flat arrays: one pass over parameter, gradient and state.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

struct SgdOptions {
  double lr, momentum, dampening, weight_decay;
  bool nesterov, maximize;
  bool first;  // there is no momentum yet: it becomes the gradient
};

struct AdamOptions {
  double beta1, beta2, eps, weight_decay;
  double step_size;         // lr / (1 - beta1^step)
  double correction2_sqrt;  // sqrt(1 - beta2^step)
  double shrink;            // the parameter is multiplied by it first (AdamW), else 1
  bool maximize;
};

// Elements [0, n) of a parameter. `momentum` and `max_sq` are null when there is none.
using SgdStep = void (*)(void* param, const void* grad, void* momentum, int64_t n,
                         const SgdOptions& o);
using AdamStep = void (*)(void* param, const void* grad, void* mean, void* sq, void* max_sq,
                          int64_t n, const AdamOptions& o);

struct OptimTable {
  SgdStep sgd[kDTypes];    // f32, f64; null elsewhere
  AdamStep adam[kDTypes];  // likewise
};
extern const PerIsa<OptimTable> optim;

}  // namespace tenon::kernels
