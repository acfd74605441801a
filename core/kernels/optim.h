// Steps of optimizers over flat arrays: one pass over parameter, gradient and state.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

// What every step begins with: the gradient is negated (maximize), then weight_decay times the
// parameter is added unless it is 0, or the parameter is multiplied by `shrink` unless it is 1.
struct Decay {
  bool maximize = false;
  double weight_decay = 0, shrink = 1;
};

struct SgdOptions {
  Decay decay;
  double lr, momentum, dampening;
  bool nesterov;
  bool first;  // there is no momentum yet: it becomes the gradient
};
struct AdamOptions {
  Decay decay;
  double beta1, beta2, eps;
  double step_size;         // lr / (1 - beta1^step)
  double correction2_sqrt;  // sqrt(1 - beta2^step)
};
struct AdagradOptions {
  Decay decay;
  double lr, eps;  // lr is that of this step
};
struct AdadeltaOptions {
  Decay decay;
  double lr, rho, eps;
};
struct AdamaxOptions {
  Decay decay;
  double beta1, beta2, eps;
  double step_size;  // lr / (1 - beta1^step)
};
struct NadamOptions {
  Decay decay;
  double beta1, beta2, eps;
  double correction2;           // 1 - beta2^step
  double grad_size, mean_size;  // what gradient and mean are multiplied by
};
struct RadamOptions {
  Decay decay;
  double lr, beta1, beta2, eps;
  double correction1, correction2_sqrt;
  double rectification;  // negative: the variance is not known well enough to be used
};
struct RmspropOptions {
  Decay decay;
  double lr, alpha, eps, momentum;
};
struct AsgdOptions {
  Decay decay;
  double eta, lambd;
  double mu;  // how far the average follows; 1: it becomes the parameter
};
struct RpropOptions {
  Decay decay;
  double eta_minus, eta_plus, step_min, step_max;
};

// Elements [0, n) of parameter, gradient and the states in this order (null where there is none):
// sgd momentum; adam mean, square, largest square; adagrad sum; adadelta square, delta; adamax
// mean, largest; nadam, radam mean, square; rmsprop square, momentum, mean; asgd average; rprop
// last gradient, step size.
using OptimLoop = void (*)(char* const* data, int64_t n, const void* options);
inline constexpr int kOptimArrays = 5;

struct OptimLoops {
  OptimLoop of[kDTypes];  // f32, f64; null elsewhere
};
struct OptimTable {
  OptimLoops sgd, adam, adagrad, adadelta, rmsprop, asgd, rprop;
};
struct MomentsTable {
  OptimLoops adamax, nadam, radam;
};
extern const PerIsa<OptimTable> optim;
extern const PerIsa<MomentsTable> moments;

}  // namespace tenon::kernels
