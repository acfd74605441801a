// softmax and log_softmax with their gradients, along rows and along columns.
#include "core/kernels/cpu/rows.h"
#include "core/kernels/cpu/vec_math.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
[[gnu::noinline]] void exp_of_difference(T* out, const T* in, T high, int64_t n) {
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] = vec::exp(in[i] - high);
}

// safe: a row without a finite value gives zeros instead of NaN. Its highest value counts as 0, so
// its sum is 0.
template <class T>
TN_INLINE T inverse(T total, bool safe) {
  return safe && total == 0 ? T(0) : T(1) / total;
}

// One row. The sum of a tile is of the compute type, sums of tiles are joined in double.
template <DType D, bool Log>
void forward_row(char* out, const char* in, int64_t n, bool safe) {
  using R = Rows<D>;
  using T = typename R::T;
  alignas(64) T tile[kTile], exps[kTile];
  T high = -T(kInf);
  each_tile(n, [&](int64_t at, int64_t m) {
    high = Greater()(high, max_of(R::read(in + at * R::bytes, tile, m), m));
  });
  if (safe && high == -T(kInf)) high = 0;
  double total = 0;
  each_tile(n, [&](int64_t at, int64_t m) {
    // The exponentials stay in the output where it can hold them.
    T* e = !Log && R::kDirect ? reinterpret_cast<T*>(out + at * R::bytes) : exps;
    exp_of_difference(e, R::read(in + at * R::bytes, tile, m), high, m);
    total += static_cast<double>(sum_of(e, m));
  });
  T log_total = vec::log(static_cast<T>(total)), factor = static_cast<T>(inverse(total, safe));
  each_tile(n, [&](int64_t at, int64_t m) {
    T* y = R::target(out + at * R::bytes, tile);
    if constexpr (Log) {
      const T* x = R::read(in + at * R::bytes, tile, m);
#pragma GCC ivdep
      for (int64_t i = 0; i < m; ++i) y[i] = x[i] - high - log_total;
    } else {
      if constexpr (!R::kDirect)
        exp_of_difference(y, R::read(in + at * R::bytes, tile, m), high, m);
      for (int64_t i = 0; i < m; ++i) y[i] *= factor;
    }
    R::write(out + at * R::bytes, tile, m);
  });
}

// `width` columns side by side; rows are `step` bytes apart.
template <DType D, bool Log>
void forward_columns(char* out, const char* in, int64_t n, int64_t step, int64_t width, bool safe) {
  using R = Rows<D>;
  using T = typename R::T;
  alignas(64) T tile[kTile], high[kRowColumns], total[kRowColumns] = {};
  for (T& h : high) h = -T(kInf);
  for (int64_t r = 0; r < n; ++r) {
    const T* x = R::read(in + r * step, tile, width);
    for (int64_t j = 0; j < width; ++j) high[j] = x[j] > high[j] ? x[j] : high[j];
  }
  for (T& h : high) h = safe && h == -T(kInf) ? T(0) : h;
  for (int64_t r = 0; r < n; ++r) {
    const T* x = R::read(in + r * step, tile, width);
    for (int64_t j = 0; j < width; ++j) total[j] += vec::exp(x[j] - high[j]);
  }
  for (int64_t j = 0; j < width; ++j) total[j] = Log ? vec::log(total[j]) : inverse(total[j], safe);
  for (int64_t r = 0; r < n; ++r) {
    const T* x = R::read(in + r * step, tile, width);
    T* y = R::target(out + r * step, tile);
#pragma GCC ivdep
    for (int64_t j = 0; j < width; ++j) {
      y[j] = Log ? x[j] - high[j] - total[j] : vec::exp(x[j] - high[j]) * total[j];
    }
    R::write(out + r * step, tile, width);
  }
}

// With g the gradient and y the output: softmax (g - sum(g y)) y, log_softmax g - e^y sum(g).
template <bool Log, class T>
TN_INLINE T gradient(T g, T y, T total) {
  return Log ? g - vec::exp(y) * total : (g - total) * y;
}

template <DType D, bool Log>
void backward_row(char* out, const char* grad, const char* result, int64_t n) {
  using R = Rows<D>;
  using T = typename R::T;
  alignas(64) T g_tile[kTile], y_tile[kTile], out_tile[kTile];
  double sum = 0;
  each_tile(n, [&](int64_t at, int64_t m) {
    const T* g = R::read(grad + at * R::bytes, g_tile, m);
    const T* y = R::read(result + at * R::bytes, y_tile, m);
    sum += static_cast<double>(Log ? sum_of(g, m) : sum_of_products(g, y, m));
  });
  T total = static_cast<T>(sum);
  each_tile(n, [&](int64_t at, int64_t m) {
    const T* g = R::read(grad + at * R::bytes, g_tile, m);
    const T* y = R::read(result + at * R::bytes, y_tile, m);
    T* x = R::target(out + at * R::bytes, out_tile);
#pragma GCC ivdep
    for (int64_t i = 0; i < m; ++i) x[i] = gradient<Log>(g[i], y[i], total);
    R::write(out + at * R::bytes, out_tile, m);
  });
}

template <DType D, bool Log>
void backward_columns(char* out, const char* grad, const char* result, int64_t n, int64_t step,
                      int64_t width) {
  using R = Rows<D>;
  using T = typename R::T;
  alignas(64) T g_tile[kTile], y_tile[kTile], out_tile[kTile], total[kRowColumns] = {};
  for (int64_t r = 0; r < n; ++r) {
    const T* g = R::read(grad + r * step, g_tile, width);
    const T* y = R::read(result + r * step, y_tile, width);
    for (int64_t j = 0; j < width; ++j) total[j] += Log ? g[j] : g[j] * y[j];
  }
  for (int64_t r = 0; r < n; ++r) {
    const T* g = R::read(grad + r * step, g_tile, width);
    const T* y = R::read(result + r * step, y_tile, width);
    T* x = R::target(out + r * step, out_tile);
#pragma GCC ivdep
    for (int64_t j = 0; j < width; ++j) x[j] = gradient<Log>(g[j], y[j], total[j]);
    R::write(out + r * step, out_tile, width);
  }
}

// Calls row(offset) or columns(offset, width) for each unit, offset in bytes.
template <int64_t Bytes, class Row, class Columns>
TN_INLINE void each_unit(int64_t n, int64_t inner, int64_t begin, int64_t end, Row row,
                         Columns columns) {
  if (inner == 1) {
    for (int64_t u = begin; u < end; ++u) row(u * n * Bytes);
    return;
  }
  int64_t blocks = (inner + kRowColumns - 1) / kRowColumns;
  for (int64_t u = begin; u < end; ++u) {
    int64_t first = u % blocks * kRowColumns, left = inner - first;
    columns((u / blocks * n * inner + first) * Bytes, left < kRowColumns ? left : kRowColumns);
  }
}

template <DType D, bool Log>
void forward(char* const* data, int64_t n, int64_t inner, int64_t begin, int64_t end,
             const void* params) {
  constexpr int64_t bytes = Rows<D>::bytes;
  bool safe = params && *static_cast<const bool*>(params);
  each_unit<bytes>(
      n, inner, begin, end,
      [&](int64_t at) { forward_row<D, Log>(data[0] + at, data[1] + at, n, safe); },
      [&](int64_t at, int64_t w) {
        forward_columns<D, Log>(data[0] + at, data[1] + at, n, inner * bytes, w, safe);
      });
}
template <DType D, bool Log>
void backward(char* const* data, int64_t n, int64_t inner, int64_t begin, int64_t end,
              const void*) {
  constexpr int64_t bytes = Rows<D>::bytes;
  each_unit<bytes>(
      n, inner, begin, end,
      [&](int64_t at) { backward_row<D, Log>(data[0] + at, data[1] + at, data[2] + at, n); },
      [&](int64_t at, int64_t w) {
        backward_columns<D, Log>(data[0] + at, data[1] + at, data[2] + at, n, inner * bytes, w);
      });
}

template <DType D>
constexpr RowLoop softmax_loop = &forward<D, false>;
template <DType D>
constexpr RowLoop log_softmax_loop = &forward<D, true>;
template <DType D>
constexpr RowLoop softmax_backward_loop = &backward<D, false>;
template <DType D>
constexpr RowLoop log_softmax_backward_loop = &backward<D, true>;

}  // namespace

TN_ROW_TABLE(softmax, softmax_loop)
TN_ROW_TABLE(log_softmax, log_softmax_loop)
TN_ROW_TABLE(softmax_backward, softmax_backward_loop)
TN_ROW_TABLE(log_softmax_backward, log_softmax_backward_loop)

}  // namespace tenon::kernels::TN_ISA
