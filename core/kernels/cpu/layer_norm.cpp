// Layer norm over rows, and its gradients.
#include "core/kernels/cpu/rows.h"

namespace tenon::kernels::TN_ISA {
namespace {

// weight and bias have the dtype of the input; null stands for ones or zeros.
template <DType D>
void forward(char* const* data, int64_t n, int64_t, int64_t begin, int64_t end,
             const void* params) {
  using R = Rows<D>;
  using T = typename R::T;
  alignas(64) T x_tile[kTile], w_tile[kTile], b_tile[kTile], y_tile[kTile];
  double eps = *static_cast<const double*>(params), count = static_cast<double>(n);
  auto* means = reinterpret_cast<T*>(data[1]);
  auto* rstds = reinterpret_cast<T*>(data[2]);
  for (int64_t row = begin; row < end; ++row) {
    const char* in = data[3] + row * n * R::bytes;
    char* out = data[0] + row * n * R::bytes;
    double sum = 0, squares = 0;
    each_tile(n, [&](int64_t at, int64_t m) {
      sum += static_cast<double>(sum_of(R::read(in + at * R::bytes, x_tile, m), m));
    });
    T mean = static_cast<T>(sum / count);
    // The next row comes from memory while this one, in cache, is computed with.
    const char* next = row + 1 < end ? in + n * R::bytes : in;
    each_tile(n, [&](int64_t at, int64_t m) {
      for (int64_t b = at * R::bytes; b < (at + m) * R::bytes; b += 64)
        __builtin_prefetch(next + b);
      const T* x = R::read(in + at * R::bytes, x_tile, m);
      squares += static_cast<double>(squares_of(x, mean, m));
    });
    T rstd = static_cast<T>(1 / sqrt(squares / count + eps));
    if (means) means[row] = mean;
    if (rstds) rstds[row] = rstd;
    each_tile(n, [&](int64_t at, int64_t m) {
      const T* x = R::read(in + at * R::bytes, x_tile, m);
      T* y = R::target(out + at * R::bytes, y_tile);
      const T* w = data[4] ? R::read(data[4] + at * R::bytes, w_tile, m) : nullptr;
      const T* b = data[5] ? R::read(data[5] + at * R::bytes, b_tile, m) : nullptr;
      if (w && b) {
#pragma GCC ivdep
        for (int64_t i = 0; i < m; ++i) y[i] = (x[i] - mean) * rstd * w[i] + b[i];
      } else {
#pragma GCC ivdep
        for (int64_t i = 0; i < m; ++i) y[i] = (x[i] - mean) * rstd;
        for (int64_t i = 0; w && i < m; ++i) y[i] *= w[i];
        for (int64_t i = 0; b && i < m; ++i) y[i] += b[i];
      }
      R::write(out + at * R::bytes, y_tile, m);
    });
  }
}

// With h = grad * weight and z = (x - mean) rstd: rstd (h - mean(h) - z mean(h z)).
template <DType D>
void backward(char* const* data, int64_t n, int64_t, int64_t begin, int64_t end, const void*) {
  using R = Rows<D>;
  using T = typename R::T;
  alignas(64) T g_tile[kTile], x_tile[kTile], w_tile[kTile], h[kTile], z[kTile], out_tile[kTile];
  auto* means = reinterpret_cast<const T*>(data[3]);
  auto* rstds = reinterpret_cast<const T*>(data[4]);
  for (int64_t row = begin; row < end; ++row) {
    T mean = means[row], rstd = rstds[row];
    auto prepare = [&](int64_t at, int64_t m) {
      int64_t from = (row * n + at) * R::bytes;
      const T* g = R::read(data[1] + from, g_tile, m);
      const T* x = R::read(data[2] + from, x_tile, m);
      const T* w = data[5] ? R::read(data[5] + at * R::bytes, w_tile, m) : nullptr;
      for (int64_t i = 0; i < m; ++i) z[i] = (x[i] - mean) * rstd;
      if (w) {
        for (int64_t i = 0; i < m; ++i) h[i] = g[i] * w[i];
      } else {
        memcpy(h, g, static_cast<size_t>(m) * sizeof(T));
      }
    };
    double sum_h = 0, sum_hz = 0;
    each_tile(n, [&](int64_t at, int64_t m) {
      prepare(at, m);
      sum_h += static_cast<double>(sum_of(h, m));
      sum_hz += static_cast<double>(sum_of_products(h, z, m));
    });
    T mean_h = static_cast<T>(sum_h / static_cast<double>(n)),
      mean_hz = static_cast<T>(sum_hz / static_cast<double>(n));
    each_tile(n, [&](int64_t at, int64_t m) {
      if (n > kTile) prepare(at, m);
      char* to = data[0] + (row * n + at) * R::bytes;
      T* out = R::target(to, out_tile);
      for (int64_t i = 0; i < m; ++i) out[i] = rstd * (h[i] - mean_h - z[i] * mean_hz);
      R::write(to, out_tile, m);
    });
  }
}

template <class T>
[[gnu::noinline]] void add_products(T* out, const T* g, const T* x, T mean, T rstd, int64_t n) {
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] += g[i] * ((x[i] - mean) * rstd);
}
template <class T>
[[gnu::noinline]] void add(T* out, const T* g, int64_t n) {
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] += g[i];
}

template <DType D>
void backward_params(char* const* data, int64_t n, int64_t, int64_t begin, int64_t end,
                     const void*) {
  using R = Rows<D>;
  using T = typename R::T;
  alignas(64) T g_tile[kTile], x_tile[kTile];
  auto* weight = reinterpret_cast<T*>(data[0]);
  auto* bias = reinterpret_cast<T*>(data[1]);
  auto* means = reinterpret_cast<const T*>(data[4]);
  auto* rstds = reinterpret_cast<const T*>(data[5]);
  each_tile(n, [&](int64_t at, int64_t m) {
    for (int64_t row = begin; row < end; ++row) {
      int64_t from = (row * n + at) * R::bytes;
      T mean = means[row], rstd = rstds[row];
      const T* g = R::read(data[2] + from, g_tile, m);
      const T* x = R::read(data[3] + from, x_tile, m);
      if (weight) add_products(weight + at, g, x, mean, rstd, m);
      if (bias) add(bias + at, g, m);
    }
  });
}

}  // namespace

TN_ROW_TABLE(layer_norm, forward)
TN_ROW_TABLE(layer_norm_backward, backward)
TN_ROW_TABLE(layer_norm_backward_params, backward_params)

}  // namespace tenon::kernels::TN_ISA
