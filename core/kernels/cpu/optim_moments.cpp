// Steps of the relatives of Adam. See core/kernels/optim.h.
#include "core/kernels/cpu/optim.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
struct Adamax {
  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const AdamaxOptions*>(options);
    auto* __restrict p = reinterpret_cast<T*>(data[0]);
    const auto* __restrict g = reinterpret_cast<const T*>(data[1]);
    auto* __restrict m = reinterpret_cast<T*>(data[2]);
    auto* __restrict top = reinterpret_cast<T*>(data[3]);
    const Start<T> start(o.decay);
    const T w1 = static_cast<T>(1 - o.beta1), beta2 = static_cast<T>(o.beta2),
            eps = static_cast<T>(o.eps), size = static_cast<T>(-o.step_size);
    for (int64_t i = 0; i < n; ++i) {
      const T d = start.grad(g[i], p[i]);
      m[i] = lerp(m[i], d, w1);
      top[i] = larger(top[i] * beta2, abs(d) + eps);
      p[i] += (size * m[i]) / top[i];
    }
  }
};

template <class T>
struct Nadam {
  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const NadamOptions*>(options);
    auto* __restrict p = reinterpret_cast<T*>(data[0]);
    const auto* __restrict g = reinterpret_cast<const T*>(data[1]);
    auto* __restrict m = reinterpret_cast<T*>(data[2]);
    auto* __restrict v = reinterpret_cast<T*>(data[3]);
    const Start<T> start(o.decay);
    const T w1 = static_cast<T>(1 - o.beta1), beta2 = static_cast<T>(o.beta2),
            w2 = static_cast<T>(1 - o.beta2), correction = static_cast<T>(o.correction2),
            eps = static_cast<T>(o.eps), grad_size = static_cast<T>(o.grad_size),
            mean_size = static_cast<T>(o.mean_size);
    for (int64_t i = 0; i < n; ++i) {
      const T x = start.param(p[i]), d = start.grad(g[i], x);
      m[i] = lerp(m[i], d, w1);
      v[i] = fma(w2 * d, d, v[i] * beta2);
      const T root = sqrt(v[i] / correction) + eps;
      p[i] = x + (grad_size * d) / root + (mean_size * m[i]) / root;
    }
  }
};

template <class T>
struct Radam {
  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const RadamOptions*>(options);
    auto* __restrict p = reinterpret_cast<T*>(data[0]);
    const auto* __restrict g = reinterpret_cast<const T*>(data[1]);
    auto* __restrict m = reinterpret_cast<T*>(data[2]);
    auto* __restrict v = reinterpret_cast<T*>(data[3]);
    const Start<T> start(o.decay);
    const T w1 = static_cast<T>(1 - o.beta1), beta2 = static_cast<T>(o.beta2),
            w2 = static_cast<T>(1 - o.beta2), correction1 = static_cast<T>(o.correction1),
            root2 = static_cast<T>(o.correction2_sqrt), eps = static_cast<T>(o.eps),
            lr = static_cast<T>(o.lr), rectification = static_cast<T>(o.rectification);
    const bool adapts = o.rectification >= 0;
    for (int64_t i = 0; i < n; ++i) {
      const T x = start.param(p[i]), d = start.grad(g[i], x);
      m[i] = lerp(m[i], d, w1);
      v[i] = fma(w2 * d, d, v[i] * beta2);
      const T plain = m[i] / correction1 * lr;
      const T adapted = plain * (root2 * (1 / (sqrt(v[i]) + eps))) * rectification;
      p[i] = x - (adapts ? adapted : plain);
    }
  }
};

}  // namespace

extern const MomentsTable moments_table = {both<Adamax>(), both<Nadam>(), both<Radam>()};

}  // namespace tenon::kernels::TN_ISA
