// Sums of rows by number, and additions to rows. Rows come from anywhere in memory, so those that
// are needed soon are asked for ahead.
#include "core/kernels/embedding.h"

#include "core/kernels/cpu/vec.h"

namespace tenon::kernels::TN_ISA {
namespace {

constexpr int64_t kLine = 64;
constexpr int64_t kAheadToSum = 32, kAheadToAdd = 8;  // rows

// Rows that come far ahead go to the second cache: the first has no room for so many requests.
template <int kCache, class T>
TN_INLINE void ask_for(const T* row, int64_t width) {
  for (int64_t j = 0; j < width; j += kLine / static_cast<int64_t>(sizeof(T)))
    __builtin_prefetch(row + j, 0, kCache);
}

// Columns [0, N) of the sum, in registers.
template <class T, int64_t N>
void sum_columns(const BagSum& s, const T* table, T* out, bool first) {
  const auto* weights = static_cast<const T*>(s.weights);
  T acc[N] = {};
  for (int64_t i = 0; i < s.n; ++i) {
    if (first && i + kAheadToSum < s.known)
      ask_for<2>(static_cast<const T*>(s.table) + s.rows[i + kAheadToSum] * s.width, s.width);
    if (s.rows[i] == s.skip) continue;
    const T* row = table + s.rows[i] * s.width;
    if (weights) {
      const T w = weights[i];
      for (int64_t j = 0; j < N; ++j) acc[j] = fma(row[j], w, acc[j]);
    } else {
      for (int64_t j = 0; j < N; ++j) acc[j] += row[j];
    }
  }
  for (int64_t j = 0; j < N; ++j) out[j] = acc[j];
}

template <class T>
void sum(const BagSum& s) {
  constexpr int64_t n = 256 / sizeof(T);  // four vectors of 64 bytes
  const auto* table = static_cast<const T*>(s.table);
  auto* out = static_cast<T*>(s.out);
  int64_t j = 0;
  for (; j + n <= s.width; j += n) sum_columns<T, n>(s, table + j, out + j, j == 0);
  for (; j + n / 8 <= s.width; j += n / 8) sum_columns<T, n / 8>(s, table + j, out + j, j == 0);
  for (; j < s.width; ++j) sum_columns<T, 1>(s, table + j, out + j, j == 0);
}

template <class T>
void add(const RowAdd& s) {
  const auto* weights = static_cast<const T*>(s.weights);
  for (int64_t i = 0; i < s.n; ++i) {
    if (i + kAheadToAdd < s.n)
      ask_for<3>(static_cast<const T*>(s.table) + s.rows[i + kAheadToAdd] * s.width + s.begin,
                 s.end - s.begin);
    if (s.rows[i] == s.skip) continue;
    T* __restrict to = static_cast<T*>(s.table) + s.rows[i] * s.width;
    const T* __restrict g = static_cast<const T*>(s.grads) + (s.from ? s.from[i] : i) * s.width;
    if (weights) {
      const T w = weights[i];
      for (int64_t j = s.begin; j < s.end; ++j) to[j] = fma(g[j], w, to[j]);
    } else {
      for (int64_t j = s.begin; j < s.end; ++j) to[j] += g[j];
    }
  }
}

template <class T>
constexpr EmbeddingLoops kLoops = {sum<T>, add<T>};

}  // namespace

extern const EmbeddingTable embedding_table;
constinit const EmbeddingTable embedding_table = {{kLoops<float>, kLoops<double>}};

}  // namespace tenon::kernels::TN_ISA
