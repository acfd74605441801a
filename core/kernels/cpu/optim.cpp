// Steps of SGD, Adam and the optimizers without bias corrections. See core/kernels/optim.h.
#include "core/kernels/cpu/optim.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
struct Sgd {
  template <bool Momentum, bool Nesterov>
  static void loop(T* __restrict p, const T* __restrict g, T* __restrict m, int64_t n,
                   const SgdOptions& o) {
    const Start<T> start(o.decay);
    const T size = static_cast<T>(-o.lr), momentum = static_cast<T>(o.momentum),
            keep = static_cast<T>(1 - o.dampening);
    for (int64_t i = 0; i < n; ++i) {
      T d = start.grad(g[i], p[i]);
      if constexpr (Momentum) {
        m[i] = fma(keep, d, momentum * m[i]);
        d = Nesterov ? fma(momentum, m[i], d) : m[i];
      }
      p[i] = fma(size, d, p[i]);
    }
  }

  // The first step with momentum, whose buffer holds nothing yet.
  static void first(T* __restrict p, const T* __restrict g, T* __restrict m, int64_t n,
                    const SgdOptions& o) {
    const Start<T> start(o.decay);
    const T size = static_cast<T>(-o.lr), momentum = static_cast<T>(o.momentum);
    const bool nesterov = o.nesterov;
    for (int64_t i = 0; i < n; ++i) {
      const T d = m[i] = start.grad(g[i], p[i]), ahead = fma(momentum, d, d);
      p[i] = fma(size, nesterov ? ahead : d, p[i]);
    }
  }

  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const SgdOptions*>(options);
    auto* p = reinterpret_cast<T*>(data[0]);
    const auto* g = reinterpret_cast<const T*>(data[1]);
    auto* m = reinterpret_cast<T*>(data[2]);
    if (!m) return loop<false, false>(p, g, m, n, o);
    if (o.first) return first(p, g, m, n, o);
    o.nesterov ? loop<true, true>(p, g, m, n, o) : loop<true, false>(p, g, m, n, o);
  }
};

template <class T>
struct Adam {
  template <bool Max>
  static void loop(T* __restrict p, const T* __restrict g, T* __restrict m, T* __restrict v,
                   T* __restrict max, int64_t n, const AdamOptions& o) {
    const Start<T> start(o.decay);
    const T w1 = static_cast<T>(1 - o.beta1), beta2 = static_cast<T>(o.beta2),
            w2 = static_cast<T>(1 - o.beta2);
    const T root = static_cast<T>(o.correction2_sqrt), eps = static_cast<T>(o.eps),
            size = static_cast<T>(-o.step_size);
    for (int64_t i = 0; i < n; ++i) {
      const T x = start.param(p[i]), d = start.grad(g[i], x);
      m[i] = lerp(m[i], d, w1);
      v[i] = fma(w2 * d, d, v[i] * beta2);
      T top = v[i];
      if constexpr (Max) top = max[i] = larger(max[i], top);
      p[i] = x + (size * m[i]) / (sqrt(top) / root + eps);
    }
  }

  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const AdamOptions*>(options);
    auto* p = reinterpret_cast<T*>(data[0]);
    const auto* g = reinterpret_cast<const T*>(data[1]);
    auto *m = reinterpret_cast<T*>(data[2]), *v = reinterpret_cast<T*>(data[3]),
         *max = reinterpret_cast<T*>(data[4]);
    max ? loop<true>(p, g, m, v, max, n, o) : loop<false>(p, g, m, v, max, n, o);
  }
};

template <class T>
struct Adagrad {
  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const AdagradOptions*>(options);
    auto* __restrict p = reinterpret_cast<T*>(data[0]);
    const auto* __restrict g = reinterpret_cast<const T*>(data[1]);
    auto* __restrict sum = reinterpret_cast<T*>(data[2]);
    const Start<T> start(o.decay);
    const T size = static_cast<T>(-o.lr), eps = static_cast<T>(o.eps);
    for (int64_t i = 0; i < n; ++i) {
      const T d = start.grad(g[i], p[i]);
      sum[i] = fma(d, d, sum[i]);
      p[i] += (size * d) / (sqrt(sum[i]) + eps);
    }
  }
};

template <class T>
struct Adadelta {
  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const AdadeltaOptions*>(options);
    auto* __restrict p = reinterpret_cast<T*>(data[0]);
    const auto* __restrict g = reinterpret_cast<const T*>(data[1]);
    auto* __restrict square = reinterpret_cast<T*>(data[2]);
    auto* __restrict moved = reinterpret_cast<T*>(data[3]);
    const Start<T> start(o.decay);
    const T size = static_cast<T>(-o.lr), rho = static_cast<T>(o.rho),
            rest = static_cast<T>(1 - o.rho), eps = static_cast<T>(o.eps);
    for (int64_t i = 0; i < n; ++i) {
      const T d = start.grad(g[i], p[i]);
      square[i] = fma(rest * d, d, square[i] * rho);
      const T delta = sqrt(moved[i] + eps) / sqrt(square[i] + eps) * d;
      moved[i] = fma(rest * delta, delta, moved[i] * rho);
      p[i] = fma(size, delta, p[i]);
    }
  }
};

template <class T>
struct Rmsprop {
  template <bool Momentum, bool Centered>
  static void loop(char* const* data, int64_t n, const RmspropOptions& o) {
    auto* __restrict p = reinterpret_cast<T*>(data[0]);
    const auto* __restrict g = reinterpret_cast<const T*>(data[1]);
    auto* __restrict square = reinterpret_cast<T*>(data[2]);
    auto* __restrict m = reinterpret_cast<T*>(data[3]);
    auto* __restrict mean = reinterpret_cast<T*>(data[4]);
    const Start<T> start(o.decay);
    const T size = static_cast<T>(-o.lr), alpha = static_cast<T>(o.alpha),
            rest = static_cast<T>(1 - o.alpha), eps = static_cast<T>(o.eps),
            momentum = static_cast<T>(o.momentum);
    for (int64_t i = 0; i < n; ++i) {
      const T d = start.grad(g[i], p[i]);
      square[i] = fma(rest * d, d, square[i] * alpha);
      T spread = square[i];
      if constexpr (Centered) {
        mean[i] = lerp(mean[i], d, rest);
        spread = fma(-mean[i], mean[i], spread);
      }
      const T root = sqrt(spread) + eps;
      if constexpr (Momentum) {
        m[i] = m[i] * momentum + d / root;
        p[i] = fma(size, m[i], p[i]);
      } else {
        p[i] += (size * d) / root;
      }
    }
  }

  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const RmspropOptions*>(options);
    if (data[3]) return data[4] ? loop<true, true>(data, n, o) : loop<true, false>(data, n, o);
    data[4] ? loop<false, true>(data, n, o) : loop<false, false>(data, n, o);
  }
};

template <class T>
struct Asgd {
  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const AsgdOptions*>(options);
    auto* __restrict p = reinterpret_cast<T*>(data[0]);
    const auto* __restrict g = reinterpret_cast<const T*>(data[1]);
    auto* __restrict average = reinterpret_cast<T*>(data[2]);
    const Start<T> start(o.decay);
    const T size = static_cast<T>(-o.eta), shrink = static_cast<T>(1 - o.lambd * o.eta),
            mu = static_cast<T>(o.mu);
    const bool follows = o.mu != 1;
    for (int64_t i = 0; i < n; ++i) {
      const T d = start.grad(g[i], p[i]), x = fma(size, d, p[i] * shrink),
              moved = average[i] + (x - average[i]) * mu;
      p[i] = x;
      average[i] = follows ? moved : x;
    }
  }
};

template <class T>
struct Rprop {
  static void run(char* const* data, int64_t n, const void* options) {
    const auto& o = *static_cast<const RpropOptions*>(options);
    auto* __restrict p = reinterpret_cast<T*>(data[0]);
    const auto* __restrict g = reinterpret_cast<const T*>(data[1]);
    auto* __restrict last = reinterpret_cast<T*>(data[2]);
    auto* __restrict size = reinterpret_cast<T*>(data[3]);
    const Start<T> start(o.decay);
    const T minus = static_cast<T>(o.eta_minus), plus = static_cast<T>(o.eta_plus),
            low = static_cast<T>(o.step_min), high = static_cast<T>(o.step_max);
    for (int64_t i = 0; i < n; ++i) {
      const T d = start.grad(g[i], p[i]), turn = d * last[i];
      const T scaled = size[i] * (turn > 0 ? plus : turn < 0 ? minus : T(1));
      const T raised = scaled < low ? low : scaled, now = raised > high ? high : raised;
      const T used = turn < 0 ? T(0) : d;
      const T sign = used > 0 ? T(1) : used < 0 ? T(-1) : T(0);
      size[i] = now;
      last[i] = used;
      p[i] = fma(-sign, now, p[i]);
    }
  }
};

}  // namespace

extern const OptimTable optim_table = {both<Sgd>(),      both<Adam>(),    both<Adagrad>(),
                                       both<Adadelta>(), both<Rmsprop>(), both<Asgd>(),
                                       both<Rprop>()};

}  // namespace tenon::kernels::TN_ISA
