// Normalisation: moments and affine maps of contiguous runs.
#include "core/kernels/norm.h"

#include "core/kernels/cpu/rows.h"

namespace tenon::kernels::TN_ISA {
namespace {

// Sums run in vectors over blocks of 4096 elements and in double over the blocks: fast, exact
// enough, and the same for every instruction set.
constexpr int64_t kBlock = 4096;

template <class F>
TN_INLINE double sum_of_blocks(int64_t n, F&& block) {
  double total = 0;
  for (int64_t i = 0; i < n; i += kBlock) {
    total += static_cast<double>(block(i, n - i < kBlock ? n - i : kBlock));
  }
  return total;
}

template <class T>
const T* as(const void* p) {
  return static_cast<const T*>(p);
}

template <class T>
double sum(const void* px, int64_t n) {
  const T* x = as<T>(px);
  return sum_of_blocks(n, [&](int64_t at, int64_t m) { return sum_of(x + at, m); });
}

template <class T>
double squares(const void* px, int64_t n, double mean) {
  const T *x = as<T>(px), m = static_cast<T>(mean);
  return sum_of_blocks(n, [&](int64_t at, int64_t count) { return squares_of(x + at, m, count); });
}

template <class T>
void dots(const void* pg, const void* px, int64_t n, double mean, double* sum_g, double* sum_gx) {
  const T *g = as<T>(pg), *x = as<T>(px), m = static_cast<T>(mean);
  *sum_g = sum<T>(pg, n);
  *sum_gx = sum_of_blocks(n, [&](int64_t at, int64_t count) {
    const T *gs = g + at, *xs = x + at;
    return fold<T>(
        count, T(0), Plus(), [&](int64_t i) { return load(gs + i) * (load(xs + i) - m); },
        [&](int64_t i) { return gs[i] * (xs[i] - m); });
  });
}

template <class T>
void affine(const void* px, int64_t n, double a, double b, void* py) {
  const T *x = as<T>(px), ta = static_cast<T>(a), tb = static_cast<T>(b);
  T* y = static_cast<T*>(py);
  for (int64_t i = 0; i < n; ++i) y[i] = fma(x[i], ta, tb);
}

template <class T>
void combine(const void* pg, const void* px, int64_t n, double a, double b, double c, void* out) {
  const T *g = as<T>(pg), *x = as<T>(px), ta = static_cast<T>(a), tb = static_cast<T>(b),
          tc = static_cast<T>(c);
  T* to = static_cast<T*>(out);
  for (int64_t i = 0; i < n; ++i) to[i] = fma(g[i], ta, fma(x[i], tb, tc));
}

template <class T>
constexpr NormLoops kTable = {sum<T>, squares<T>, dots<T>, affine<T>, combine<T>};

}  // namespace

extern const NormLoops norm_float, norm_double;
constinit const NormLoops norm_float = kTable<float>;
constinit const NormLoops norm_double = kTable<double>;

}  // namespace tenon::kernels::TN_ISA
