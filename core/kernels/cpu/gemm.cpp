// Packed, register-blocked matrix product (Goto's scheme). One template for all types: vectors of
// the accumulator type as wide as the instruction set, so that it stays short; oneDNN takes the
// sizes where the last third of speed counts.
#include "core/kernels/gemm.h"

#include <algorithm>
#include <type_traits>

#include "core/kernels/gemm_blocks.h"

namespace tenon::kernels::TN_ISA {
namespace {

#if defined(__AVX512F__)
constexpr int kVectorBytes = 64, kMr = 8;
#elif defined(__AVX2__)
constexpr int kVectorBytes = 32, kMr = 4;
#else
constexpr int kVectorBytes = 16, kMr = 4;
#endif

template <class T>
struct VectorOf {
  typedef T type __attribute__((vector_size(kVectorBytes), aligned(alignof(T)), may_alias));
};
template <class T>
using Vec = typename VectorOf<T>::type;
template <class T>
constexpr int kLanes = kVectorBytes / sizeof(T);
template <class T>
constexpr int kNr = 2 * kLanes<T>;

// Integers add and multiply modulo 2^n, as PyTorch's do; 16-bit floats compute in float.
template <class T>
struct AccOf {
  using type = T;
};
template <>
struct AccOf<int8_t> {
  using type = uint8_t;
};
template <>
struct AccOf<int16_t> {
  using type = uint16_t;
};
template <>
struct AccOf<int32_t> {
  using type = uint32_t;
};
template <>
struct AccOf<int64_t> {
  using type = uint64_t;
};
template <>
struct AccOf<half> {
  using type = float;
};
template <>
struct AccOf<bfloat16> {
  using type = float;
};
template <class T>
using Acc = typename AccOf<T>::type;

// dst[k][width] = src(i, k) for i < count, zero up to width.
template <class T>
void pack(const T* src, int64_t step, int64_t k_step, int64_t count, int64_t depth, int width,
          Acc<T>* dst) {
  if (count < width) std::fill(dst, dst + depth * width, Acc<T>(0));
  if (k_step == 1) {
    for (int64_t i = 0; i < count; ++i)
      for (int64_t k = 0; k < depth; ++k)
        dst[k * width + i] = static_cast<Acc<T>>(src[i * step + k]);
  } else if (step == 1) {
    for (int64_t k = 0; k < depth; ++k)
      for (int64_t i = 0; i < count; ++i)
        dst[k * width + i] = static_cast<Acc<T>>(src[k * k_step + i]);
  } else {
    for (int64_t k = 0; k < depth; ++k)
      for (int64_t i = 0; i < count; ++i)
        dst[k * width + i] = static_cast<Acc<T>>(src[k * k_step + i * step]);
  }
}

// out[kMr][kNr] = sum over k of a[k][kMr] b[k][kNr].
template <class A>
void micro(int64_t depth, const A* a, const A* b, A* out) {
  Vec<A> acc[kMr][2] = {};
  for (int64_t k = 0; k < depth; ++k, a += kMr, b += kNr<A>) {
    Vec<A> b0 = *reinterpret_cast<const Vec<A>*>(b),
           b1 = *reinterpret_cast<const Vec<A>*>(b + kLanes<A>);
#pragma GCC unroll 8
    for (int i = 0; i < kMr; ++i) {
      acc[i][0] += a[i] * b0;
      acc[i][1] += a[i] * b1;
    }
  }
#pragma GCC unroll 8
  for (int i = 0; i < kMr; ++i) {
    *reinterpret_cast<Vec<A>*>(out + i * kNr<A>) = acc[i][0];
    *reinterpret_cast<Vec<A>*>(out + i * kNr<A> + kLanes<A>) = acc[i][1];
  }
}

// c[rows, cols] = tile (+ bias), or += tile.
template <class A>
void store(const A* tile, int64_t rows, int64_t cols, A* c, int64_t c_row, const A* bias,
           bool add) {
  for (int64_t i = 0; i < rows; ++i) {
    A* to = c + i * c_row;
    const A* from = tile + i * kNr<A>;
    if (add) {
      for (int64_t j = 0; j < cols; ++j) to[j] += from[j];
    } else if (bias) {
      for (int64_t j = 0; j < cols; ++j) to[j] = from[j] + bias[j];
    } else {
      for (int64_t j = 0; j < cols; ++j) to[j] = from[j];
    }
  }
}

template <class A>
A* carve(char*& work, int64_t elements) {
  auto at = (reinterpret_cast<uintptr_t>(work) + 63) & ~uintptr_t{63};
  work = reinterpret_cast<char*>(at) + elements * sizeof(A);
  return reinterpret_cast<A*>(at);
}

// c of the accumulator type. bias is added with the first block of k.
template <class T>
void blocked(const GemmTile& g, Acc<T>* c, int64_t c_row, const Acc<T>* bias, bool accumulate,
             char* work) {
  using A = Acc<T>;
  constexpr int nr = kNr<A>;
  const T *a = static_cast<const T*>(g.a), *b = static_cast<const T*>(g.b);
  auto up = [](int64_t v, int64_t to) { return (v + to - 1) / to * to; };
  A* pa = carve<A>(work, up(std::min(g.m, kGemmMc), kMr) * std::min(g.k, kGemmKc));
  A* pb = carve<A>(work, up(std::min(g.n, kGemmNc), nr) * std::min(g.k, kGemmKc));
  alignas(64) A tile[kMr * nr];
  for (int64_t j0 = 0; j0 < g.n; j0 += kGemmNc) {
    int64_t n = std::min(kGemmNc, g.n - j0);
    for (int64_t k0 = 0; k0 < g.k; k0 += kGemmKc) {
      int64_t depth = std::min(kGemmKc, g.k - k0);
      for (int64_t j = 0; j < n; j += nr)
        pack(b + k0 * g.b_row + (j0 + j) * g.b_col, g.b_col, g.b_row, std::min<int64_t>(nr, n - j),
             depth, nr, pb + j * depth);
      for (int64_t i0 = 0; i0 < g.m; i0 += kGemmMc) {
        int64_t m = std::min(kGemmMc, g.m - i0);
        for (int64_t i = 0; i < m; i += kMr)
          pack(a + (i0 + i) * g.a_row + k0 * g.a_col, g.a_row, g.a_col,
               std::min<int64_t>(kMr, m - i), depth, kMr, pa + i * depth);
        for (int64_t j = 0; j < n; j += nr)
          for (int64_t i = 0; i < m; i += kMr) {
            micro(depth, pa + i * depth, pb + j * depth, tile);
            store(tile, std::min<int64_t>(kMr, m - i), std::min<int64_t>(nr, n - j),
                  c + (i0 + i) * c_row + j0 + j, c_row, bias ? bias + j0 + j : nullptr,
                  accumulate || k0 > 0);
          }
      }
    }
  }
}

template <class T>
void gemm(const GemmTile& g) {
  using A = Acc<T>;
  auto* work = static_cast<char*>(g.work);
  auto* c = static_cast<T*>(g.c);
  auto* bias = static_cast<const T*>(g.bias);
  if constexpr (std::is_same_v<A, float> && !std::is_same_v<T, float>) {
    A* sum = carve<A>(work, g.m * g.n);  // rounded once, at the end
    if (g.k == 0) std::fill(sum, sum + g.m * g.n, A(0));
    blocked<T>(g, sum, g.n, nullptr, false, work);
    for (int64_t i = 0; i < g.m; ++i)
      for (int64_t j = 0; j < g.n; ++j) {
        float v = sum[i * g.n + j] + (bias ? static_cast<float>(bias[j]) : 0.0f);
        c[i * g.c_row + j] =
            static_cast<T>(g.accumulate ? v + static_cast<float>(c[i * g.c_row + j]) : v);
      }
  } else {
    bool started = g.accumulate;
    if ((bias && started) || (g.k == 0 && !started)) {
      for (int64_t i = 0; i < g.m; ++i)
        for (int64_t j = 0; j < g.n; ++j) {
          T v = bias ? bias[j] : T(0);
          T& to = c[i * g.c_row + j];
          to = started ? static_cast<T>(static_cast<A>(to) + static_cast<A>(v)) : v;
        }
    }
    blocked<T>(g, reinterpret_cast<A*>(c), g.c_row,
               started ? nullptr : reinterpret_cast<const A*>(bias), started, work);
  }
}

template <class T>
T dot(const T* a, const T* x, int64_t n) {
  Vec<T> acc[4] = {};
  constexpr int w = kLanes<T>;
  int64_t j = 0;
  for (; j + 4 * w <= n; j += 4 * w)
#pragma GCC unroll 4
    for (int u = 0; u < 4; ++u)
      acc[u] += *reinterpret_cast<const Vec<T>*>(a + j + u * w) *
                *reinterpret_cast<const Vec<T>*>(x + j + u * w);
  for (; j + w <= n; j += w)
    acc[0] += *reinterpret_cast<const Vec<T>*>(a + j) * *reinterpret_cast<const Vec<T>*>(x + j);
  Vec<T> total = (acc[0] + acc[1]) + (acc[2] + acc[3]);
  T sum = 0;
  for (int i = 0; i < w; ++i) sum += total[i];
  for (; j < n; ++j) sum += a[j] * x[j];
  return sum;
}

template <class T>
void finish(T value, const T* bias, int64_t i, T* y, bool accumulate) {
  if (bias) value += bias[i];
  y[i] = accumulate ? y[i] + value : value;
}

// Contiguous columns of a: a strip of y in registers, columns streamed through it.
template <class T, int Strip>
void columns(const GemvArgs& g, int64_t begin) {
  constexpr int w = kLanes<T>;
  Vec<T> acc[Strip] = {};
  const T *a = static_cast<const T*>(g.a) + begin, *x = static_cast<const T*>(g.x);
  for (int64_t j = 0; j < g.cols; ++j)
#pragma GCC unroll 4
    for (int u = 0; u < Strip; ++u)
      acc[u] += *reinterpret_cast<const Vec<T>*>(a + j * g.a_col + u * w) * x[j];
  for (int i = 0; i < Strip * w; ++i)
    finish(acc[i / w][i % w], static_cast<const T*>(g.bias), begin + i, static_cast<T*>(g.y),
           g.accumulate);
}

template <class T>
void gemv(const GemvArgs& g) {
  const T *a = static_cast<const T*>(g.a), *x = static_cast<const T*>(g.x),
          *bias = static_cast<const T*>(g.bias);
  auto* y = static_cast<T*>(g.y);
  if (g.a_col == 1 || g.a_row != 1) {
    for (int64_t i = 0; i < g.rows; ++i)
      finish(dot(a + i * g.a_row, x, g.cols), bias, i, y, g.accumulate);
    return;
  }
  constexpr int w = kLanes<T>;
  int64_t i = 0;
  for (; i + 4 * w <= g.rows; i += 4 * w) columns<T, 4>(g, i);
  for (; i + w <= g.rows; i += w) columns<T, 1>(g, i);
  for (; i < g.rows; ++i) {
    T sum = 0;
    for (int64_t j = 0; j < g.cols; ++j) sum += a[j * g.a_col + i] * x[j];
    finish(sum, bias, i, y, g.accumulate);
  }
}

constexpr GemmKernels make_table() {
  GemmKernels t = {};
#define TN_X(code, type, name) \
  if constexpr (!std::is_same_v<type, bool>) t.gemm[static_cast<int>(DType::code)] = gemm<type>;
  TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
  t.gemv[static_cast<int>(DType::F32)] = gemv<float>;
  t.gemv[static_cast<int>(DType::F64)] = gemv<double>;
  return t;
}

}  // namespace

extern const GemmKernels gemm_table;
constinit const GemmKernels gemm_table = make_table();

}  // namespace tenon::kernels::TN_ISA
