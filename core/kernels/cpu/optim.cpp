// Optimizer steps. The order of operations is PyTorch's, so that trajectories agree to rounding.
// See core/kernels/optim.h.
#include "core/kernels/optim.h"

#include <cmath>

namespace tenon::kernels::TN_ISA {
namespace {

template <class T, bool Momentum, bool Nesterov>
void sgd_loop(T* __restrict p, const T* __restrict g, T* __restrict m, int64_t n,
              const SgdOptions& o) {
  const T sign = o.maximize ? T(-1) : T(1), decay = static_cast<T>(o.weight_decay),
          lr = static_cast<T>(o.lr);
  const T momentum = static_cast<T>(o.momentum), keep = static_cast<T>(1 - o.dampening);
  for (int64_t i = 0; i < n; ++i) {
    T d = sign * g[i] + decay * p[i];
    if constexpr (Momentum) {
      m[i] = momentum * m[i] + keep * d;
      d = Nesterov ? d + momentum * m[i] : m[i];
    }
    p[i] -= lr * d;
  }
}

// The first step with momentum, whose buffer holds nothing yet.
template <class T>
void sgd_first(T* __restrict p, const T* __restrict g, T* __restrict m, int64_t n,
               const SgdOptions& o) {
  const T sign = o.maximize ? T(-1) : T(1), decay = static_cast<T>(o.weight_decay),
          lr = static_cast<T>(o.lr);
  const T more = o.nesterov ? static_cast<T>(o.momentum) : T(0);
  for (int64_t i = 0; i < n; ++i) {
    const T d = sign * g[i] + decay * p[i];
    m[i] = d;
    p[i] -= lr * (d + more * d);
  }
}

template <class T>
void sgd(void* param, const void* grad, void* momentum, int64_t n, const SgdOptions& o) {
  auto* p = static_cast<T*>(param);
  const auto* g = static_cast<const T*>(grad);
  auto* m = static_cast<T*>(momentum);
  if (!m) return sgd_loop<T, false, false>(p, g, m, n, o);
  if (o.first) return sgd_first(p, g, m, n, o);
  o.nesterov ? sgd_loop<T, true, true>(p, g, m, n, o) : sgd_loop<T, true, false>(p, g, m, n, o);
}

template <class T, bool Max>
void adam_loop(T* __restrict p, const T* __restrict g, T* __restrict m, T* __restrict v,
               T* __restrict max, int64_t n, const AdamOptions& o) {
  const T sign = o.maximize ? T(-1) : T(1), decay = static_cast<T>(o.weight_decay),
          shrink = static_cast<T>(o.shrink);
  const T w1 = static_cast<T>(1 - o.beta1), beta2 = static_cast<T>(o.beta2),
          w2 = static_cast<T>(1 - o.beta2);
  const T root = static_cast<T>(o.correction2_sqrt), eps = static_cast<T>(o.eps),
          size = static_cast<T>(o.step_size);
  for (int64_t i = 0; i < n; ++i) {
    const T x = p[i] * shrink;
    const T d = sign * g[i] + decay * x;
    m[i] += w1 * (d - m[i]);
    v[i] = v[i] * beta2 + w2 * (d * d);
    T top = v[i];
    if constexpr (Max) {
      max[i] = max[i] > v[i] ? max[i] : v[i];
      top = max[i];
    }
    p[i] = x - size * (m[i] / (std::sqrt(top) / root + eps));
  }
}

template <class T>
void adam(void* param, const void* grad, void* mean, void* sq, void* max_sq, int64_t n,
          const AdamOptions& o) {
  auto* p = static_cast<T*>(param);
  const auto* g = static_cast<const T*>(grad);
  auto *m = static_cast<T*>(mean), *v = static_cast<T*>(sq), *max = static_cast<T*>(max_sq);
  max ? adam_loop<T, true>(p, g, m, v, max, n, o) : adam_loop<T, false>(p, g, m, v, max, n, o);
}

constexpr OptimTable make_table() {
  OptimTable t{};
  t.sgd[static_cast<int>(DType::F32)] = sgd<float>;
  t.sgd[static_cast<int>(DType::F64)] = sgd<double>;
  t.adam[static_cast<int>(DType::F32)] = adam<float>;
  t.adam[static_cast<int>(DType::F64)] = adam<double>;
  return t;
}

}  // namespace

extern const OptimTable optim_table = make_table();

}  // namespace tenon::kernels::TN_ISA
