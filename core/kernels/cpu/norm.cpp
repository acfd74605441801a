// Normalisation: moments and affine maps of contiguous runs.
#include "core/kernels/norm.h"

#include "core/kernels/cpu/vec.h"

namespace tenon::kernels::TN_ISA {
namespace {

// Sums run in 16 lanes of T over blocks of 4096 elements and in double over the blocks: fast, exact
// enough, and the same for every instruction set.
constexpr int64_t kLanes = 16, kBlock = 4096;

template <class T, int Count, class F>
TN_INLINE void sums(int64_t n, double (&totals)[Count], F&& term) {
  for (int k = 0; k < Count; ++k) totals[k] = 0;
  for (int64_t start = 0; start < n; start += kBlock) {
    int64_t end = start + kBlock < n ? start + kBlock : n;
    T lanes[Count][kLanes] = {};
    int64_t i = start;
    for (; i + kLanes <= end; i += kLanes)
      for (int64_t j = 0; j < kLanes; ++j) {
        T v[Count];
        term(i + j, v);
        for (int k = 0; k < Count; ++k) lanes[k][j] += v[k];
      }
    for (int64_t j = 0; i < end; ++i, ++j) {
      T v[Count];
      term(i, v);
      for (int k = 0; k < Count; ++k) lanes[k][j] += v[k];
    }
    for (int k = 0; k < Count; ++k)
      for (int64_t j = 0; j < kLanes; ++j) totals[k] += static_cast<double>(lanes[k][j]);
  }
}

template <class T>
const T* as(const void* p) {
  return static_cast<const T*>(p);
}

template <class T>
double sum(const void* px, int64_t n) {
  const T* x = as<T>(px);
  double total[1];
  sums<T>(n, total, [&](int64_t i, T* v) { v[0] = x[i]; });
  return total[0];
}

template <class T>
double squares(const void* px, int64_t n, double mean) {
  const T *x = as<T>(px), m = static_cast<T>(mean);
  double total[1];
  sums<T>(n, total, [&](int64_t i, T* v) { v[0] = (x[i] - m) * (x[i] - m); });
  return total[0];
}

template <class T>
void dots(const void* pg, const void* px, int64_t n, double mean, double* sum_g, double* sum_gx) {
  const T *g = as<T>(pg), *x = as<T>(px), m = static_cast<T>(mean);
  double total[2];
  sums<T>(n, total, [&](int64_t i, T* v) {
    v[0] = g[i];
    v[1] = g[i] * (x[i] - m);
  });
  *sum_g = total[0], *sum_gx = total[1];
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
