// What the loops of optimizers share. Products are added with one rounding where PyTorch's CPU
// kernels do it, so that equal gradients give PyTorch's parameters.
#pragma once
#include "core/kernels/cpu/vec.h"
#include "core/kernels/optim.h"

namespace tenon::kernels::TN_ISA {
namespace {

// a + w (b - a), near the end that w is nearer to.
template <class T>
TN_INLINE T lerp(T a, T b, T w) {
  return w < T(0.5) ? fma(w, b - a, a) : fma(a - b, 1 - w, b);
}

// The larger; NaN if either is.
template <class T>
TN_INLINE T larger(T a, T b) {
  return a > b || a != a ? a : b;
}

// Decay, with options made to the type of the loop.
template <class T>
struct Start {
  explicit Start(const Decay& d)
      : sign(d.maximize ? T(-1) : T(1)),
        decay(static_cast<T>(d.weight_decay)),
        shrink(static_cast<T>(d.shrink)),
        decays(d.weight_decay != 0) {}
  T param(T p) const { return p * shrink; }
  T grad(T g, T p) const {
    const T d = sign * g, decayed = fma(decay, p, d);
    return decays ? decayed : d;
  }
  T sign, decay, shrink;
  bool decays;
};

// Both types of a loop: Loop<T>::run(arrays, n, options).
template <template <class> class Loop>
constexpr OptimLoops both() {
  OptimLoops t{};
  t.of[static_cast<int>(DType::F32)] = Loop<float>::run;
  t.of[static_cast<int>(DType::F64)] = Loop<double>::run;
  return t;
}

}  // namespace
}  // namespace tenon::kernels::TN_ISA
