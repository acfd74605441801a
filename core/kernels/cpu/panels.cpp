// Products with packed panels of b: the rows of a are read where they are, so that a product of few
// rows costs no packing.
#include "core/kernels/panels.h"

#include "core/kernels/cpu/vec.h"

namespace tenon::kernels::TN_ISA {
namespace {

// Rows by two vectors of columns in registers.
#if defined(__AVX512F__)
constexpr int kVectorBytes = 64, kRows = 8;
#elif defined(__AVX2__)
constexpr int kVectorBytes = 32, kRows = 6;
#else
constexpr int kVectorBytes = 16, kRows = 4;
#endif

template <class T>
struct VectorOf {
  typedef T type __attribute__((vector_size(kVectorBytes), aligned(alignof(T)), may_alias));
};
template <class T>
using Vec = typename VectorOf<T>::type;
template <class T>
constexpr int64_t kLanes = kVectorBytes / sizeof(T);
template <class T>
constexpr int64_t kWidth = 2 * kLanes<T>;

// to[panel][k][kWidth], zeros in the columns past n.
template <class T>
void pack(const void* from, int64_t b_row, int64_t b_col, int64_t k, int64_t n, void* out) {
  constexpr int64_t w = kWidth<T>;
  auto* to = static_cast<T*>(out);
  for (int64_t j = 0; j < n; j += w, to += w * k) {
    const T* b = static_cast<const T*>(from) + j * b_col;
    const int64_t cols = n - j < w ? n - j : w;
    if (b_col == 1 && cols == w) {
      for (int64_t i = 0; i < k; ++i) __builtin_memcpy(to + i * w, b + i * b_row, w * sizeof(T));
      continue;
    }
    if (cols < w) __builtin_memset(to, 0, static_cast<size_t>(w * k) * sizeof(T));
    // Blocks of rows, whose part of the panel stays in cache while columns are spread over it.
    for (int64_t i0 = 0; i0 < k; i0 += 16) {
      const int64_t end = i0 + 16 < k ? i0 + 16 : k;
      for (int64_t c = 0; c < cols; ++c)
        for (int64_t i = i0; i < end; ++i) to[i * w + c] = b[i * b_row + c * b_col];
    }
  }
}

// One block of M rows by one panel. Across: the rows of a, not its columns, are contiguous.
template <class T, int M, bool Across>
void block(const PanelProduct& p, const T* a, const T* b, T* c, int64_t cols) {
  constexpr int64_t l = kLanes<T>;
  Vec<T> acc[M][2] = {};
  const int64_t row = Across ? 1 : p.a_row, step = Across ? p.a_col : 1;
  for (int64_t k = 0; k < p.k; ++k, b += 2 * l) {
    const Vec<T> b0 = *reinterpret_cast<const Vec<T>*>(b),
                 b1 = *reinterpret_cast<const Vec<T>*>(b + l);
#pragma GCC unroll 8
    for (int i = 0; i < M; ++i) {
      const T x = a[i * row + k * step];
      acc[i][0] += x * b0;
      acc[i][1] += x * b1;
    }
  }
  if (cols == 2 * l) {
#pragma GCC unroll 8
    for (int i = 0; i < M; ++i) {
      auto* to = reinterpret_cast<Vec<T>*>(c + i * p.c_row);
      to[0] = p.accumulate ? to[0] + acc[i][0] : acc[i][0];
      to[1] = p.accumulate ? to[1] + acc[i][1] : acc[i][1];
    }
    return;
  }
  for (int i = 0; i < M; ++i) {
    T line[2 * l];
    __builtin_memcpy(line, acc[i], sizeof(line));
    T* to = c + i * p.c_row;
    for (int64_t j = 0; j < cols; ++j) to[j] = p.accumulate ? to[j] + line[j] : line[j];
  }
}

template <class T, bool Across, int M = kRows>
void rows(const PanelProduct& p, const T* a, const T* b, T* c, int64_t cols, int64_t count) {
  if constexpr (M > 0) {
    if (count == M) return block<T, M, Across>(p, a, b, c, cols);
    rows<T, Across, M - 1>(p, a, b, c, cols, count);
  }
}

template <class T, bool Across>
void multiply_as(const PanelProduct& p) {
  constexpr int64_t w = kWidth<T>;
  const auto *a = static_cast<const T*>(p.a), *b = static_cast<const T*>(p.b);
  auto* c = static_cast<T*>(p.c);
  const int64_t row = Across ? 1 : p.a_row;
  for (int64_t j = 0; j < p.n; j += w) {
    const int64_t cols = p.n - j < w ? p.n - j : w;
    for (int64_t i = 0; i < p.m; i += kRows) {
      const int64_t count = p.m - i < kRows ? p.m - i : kRows;
      rows<T, Across>(p, a + i * row, b + j * p.b_rows, c + i * p.c_row + j, cols, count);
    }
  }
}

template <class T>
void multiply(const PanelProduct& p) {
  p.a_col == 1 ? multiply_as<T, false>(p) : multiply_as<T, true>(p);
}

constexpr PanelTable make_table() {
  PanelTable t{};
  t.of[static_cast<int>(DType::F32)] = {kWidth<float>, pack<float>, multiply<float>};
  t.of[static_cast<int>(DType::F64)] = {kWidth<double>, pack<double>, multiply<double>};
  return t;
}

}  // namespace

extern const PanelTable panel_table;
constinit const PanelTable panel_table = make_table();

}  // namespace tenon::kernels::TN_ISA
