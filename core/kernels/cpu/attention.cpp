// Softmax of attention by tiles, so that the scores of all pairs never exist at once.
#include "core/kernels/attention.h"

#include "core/kernels/cpu/rows.h"
#include "core/kernels/cpu/vec_math.h"

namespace tenon::kernels::TN_ISA {
namespace {

// e^x for x <= 0, exactly 0 where that is below the smallest normal number; NaN stays.
template <class T>
TN_INLINE T exp_below(T x) {
  constexpr T low = sizeof(T) == 4 ? -87 : -708;
  const T y = vec::exp_small(at_least(x, low));
  return x < low ? T(0) : y;
}

// exp(x - shift) of a row in place, and its sum.
template <class T>
[[gnu::noinline]] T exp_row(T* x, T shift, int64_t n) {
  constexpr int64_t L = kLanes<T>;
  T lanes[L] = {}, rest = 0;
  int64_t i = 0;
  for (; i + L <= n; i += L) {
#pragma GCC ivdep
    for (int64_t j = 0; j < L; ++j) {
      const T y = exp_below(x[i + j] - shift);
      x[i + j] = y;
      lanes[j] += y;
    }
  }
  for (; i < n; ++i) rest += x[i] = exp_below(x[i] - shift);
  for (int64_t width = L / 2; width > 0; width /= 2)
    for (int64_t j = 0; j < width; ++j) lanes[j] += lanes[j + width];
  return lanes[0] + rest;
}

template <class T>
void mask_row(const AttentionTile& t, T* x, int64_t r) {
  if (t.mask && t.mask_is_bool) {
    const auto* m = static_cast<const bool*>(t.mask) + r * t.mask_row;
    for (int64_t j = 0; j < t.cols; ++j) x[j] = m[j * t.mask_col] ? x[j] : -T(kInf);
  } else if (t.mask) {
    const auto* m = static_cast<const T*>(t.mask) + r * t.mask_row;
    if (t.mask_col == 1) {
      for (int64_t j = 0; j < t.cols; ++j) x[j] += m[j];
    } else {
      for (int64_t j = 0; j < t.cols; ++j) x[j] += m[j * t.mask_col];
    }
  }
  const int64_t seen = t.visible + r + 1;
  for (int64_t j = seen < 0 ? 0 : seen; j < t.cols; ++j) x[j] = -T(kInf);
}

template <class T>
void forward(const AttentionTile& t, void* pmax, void* psum, void* pout, int64_t width) {
  auto *max = static_cast<T*>(pmax), *sum = static_cast<T*>(psum);
  for (int64_t r = 0; r < t.rows; ++r) {
    T* x = static_cast<T*>(t.scores) + r * t.stride;
    mask_row(t, x, r);
    const T before = max[r], here = max_of(x, t.cols), now = before > here ? before : here;
    const T shift = now == -T(kInf) ? T(0) : now;
    const T total = exp_row(x, shift, t.cols);
    if (before == now || before == -T(kInf)) {  // nothing to rescale: out is as it is, or zero
      sum[r] += total;
    } else {
      const T factor = exp_below(before - now);
      sum[r] = sum[r] * factor + total;
      T* out = static_cast<T*>(pout) + r * width;
      for (int64_t j = 0; j < width; ++j) out[j] *= factor;
    }
    max[r] = now;
  }
}

template <class T>
void finish(int64_t rows, int64_t width, const void* pmax, const void* psum, const void* pout,
            void* pto, int64_t stride, void* plse) {
  for (int64_t r = 0; r < rows; ++r) {
    const T sum = static_cast<const T*>(psum)[r], factor = sum == 0 ? T(0) : T(1) / sum;
    const T* out = static_cast<const T*>(pout) + r * width;
    T* to = static_cast<T*>(pto) + r * stride;
    for (int64_t j = 0; j < width; ++j) to[j] = out[j] * factor;
    static_cast<T*>(plse)[r] = sum == 0 ? T(0) : static_cast<const T*>(pmax)[r] + vec::log(sum);
  }
}

template <class T>
void backward(const AttentionTile& t, const void* lse, const void* delta, double scale,
              void* pgrads) {
  for (int64_t r = 0; r < t.rows; ++r) {
    T *x = static_cast<T*>(t.scores) + r * t.stride, *g = static_cast<T*>(pgrads) + r * t.stride;
    const T shift = static_cast<const T*>(lse)[r], d = static_cast<const T*>(delta)[r],
            s = static_cast<T>(scale);
    mask_row(t, x, r);
#pragma GCC ivdep
    for (int64_t j = 0; j < t.cols; ++j) {
      // Rounding may put a score above its row's logarithm of the sum.
      const T y = exp_below(at_most(x[j] - shift, T(1)));
      x[j] = y;
      g[j] = y * (g[j] - d) * s;
    }
  }
}

template <class T>
void dots(int64_t rows, int64_t width, const void* a, int64_t a_stride, const void* b,
          int64_t b_stride, void* to) {
  for (int64_t r = 0; r < rows; ++r)
    static_cast<T*>(to)[r] = sum_of_products(static_cast<const T*>(a) + r * a_stride,
                                             static_cast<const T*>(b) + r * b_stride, width);
}

template <class T>
void gather(int64_t rows, int64_t width, const void* pfrom, int64_t stride, double scale,
            void* pto) {
  const T s = static_cast<T>(scale);
  for (int64_t r = 0; r < rows; ++r) {
    const T* from = static_cast<const T*>(pfrom) + r * stride;
    T* to = static_cast<T*>(pto) + r * width;
#pragma GCC ivdep
    for (int64_t j = 0; j < width; ++j) to[j] = from[j] * s;
  }
}

template <class T>
constexpr AttentionLoops kLoops = {forward<T>, finish<T>, backward<T>, dots<T>, gather<T>};

}  // namespace

extern const AttentionTable attention_table;
constinit const AttentionTable attention_table = {{kLoops<float>, kLoops<double>}};

}  // namespace tenon::kernels::TN_ISA
