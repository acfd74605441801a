// Sums and extremes of contiguous elements in vectors, and rows of 16-bit floats as float.
#pragma once
#include "core/kernels/cpu/define.h"
#include "core/kernels/rows.h"

namespace tenon::kernels::TN_ISA {
namespace {

// Sixteen floats or eight doubles whatever the registers are, so that every instruction set adds in
// the same order.
template <class T>
struct VectorOf;
template <>
struct VectorOf<float> {
  typedef float type __attribute__((vector_size(64)));
};
template <>
struct VectorOf<double> {
  typedef double type __attribute__((vector_size(64)));
};
template <class T>
using Vector = typename VectorOf<T>::type;
template <class T>
constexpr int64_t kLanes = 64 / sizeof(T);

template <class T>
TN_INLINE Vector<T> load(const T* p) {
  Vector<T> v;
  memcpy(&v, p, sizeof(v));
  return v;
}

// The fold of f(i) for i in [0, n) where f gives the vector that starts there: four chains of
// vectors, then a tree. What is over comes from f_one(i).
template <class T, class Join, class F, class One>
TN_INLINE T fold(int64_t n, T start, Join join, F f, One one) {
  constexpr int64_t L = kLanes<T>;
  T result = start;
  int64_t i = 0;
  if (n >= L) {
    Vector<T> chain[4];
    for (auto& c : chain) c = Vector<T>{} + start;
    for (; i + 4 * L <= n; i += 4 * L) {
#pragma GCC unroll 4
      for (int64_t k = 0; k < 4; ++k) chain[k] = join(chain[k], f(i + k * L));
    }
    for (; i + L <= n; i += L) chain[0] = join(chain[0], f(i));
    Vector<T> v = join(join(chain[0], chain[1]), join(chain[2], chain[3]));
    T lanes[L];
    memcpy(lanes, &v, sizeof(v));
    for (int64_t width = L / 2; width > 0; width /= 2) {
      for (int64_t l = 0; l < width; ++l) lanes[l] = join(lanes[l], lanes[l + width]);
    }
    result = lanes[0];
  }
  for (; i < n; ++i) result = join(result, one(i));
  return result;
}

struct Plus {
  template <class V>
  V operator()(V a, V b) const {
    return a + b;
  }
};
struct Greater {
  template <class V>
  V operator()(V a, V b) const {
    return a > b ? a : b;
  }
};

template <class T>
[[gnu::noinline]] T sum_of(const T* x, int64_t n) {
  return fold<T>(
      n, T(0), Plus(), [&](int64_t i) { return load(x + i); }, [&](int64_t i) { return x[i]; });
}
template <class T>
[[gnu::noinline]] T sum_of_products(const T* x, const T* y, int64_t n) {
  return fold<T>(
      n, T(0), Plus(), [&](int64_t i) { return load(x + i) * load(y + i); },
      [&](int64_t i) { return x[i] * y[i]; });
}
// The sum of (x - mean)^2.
template <class T>
[[gnu::noinline]] T squares_of(const T* x, T mean, int64_t n) {
  return fold<T>(
      n, T(0), Plus(),
      [&](int64_t i) {
        Vector<T> d = load(x + i) - mean;
        return d * d;
      },
      [&](int64_t i) { return (x[i] - mean) * (x[i] - mean); });
}
template <class T>
[[gnu::noinline]] T max_of(const T* x, int64_t n) {
  return fold<T>(
      n, -T(kInf), Greater(), [&](int64_t i) { return load(x + i); },
      [&](int64_t i) { return x[i]; });
}

// Elements of dtype D as their compute type, up to kTile at a time. read() gives the memory itself
// when no conversion is needed.
template <DType D>
struct Rows {
  using T = typename Element<D>::T;
  static constexpr bool kDirect = Element<D>::via == Via::None;
  static constexpr int64_t bytes = Element<D>::bytes;

  static const T* read(const char* p, T* tile, int64_t n) {
    if constexpr (kDirect) return reinterpret_cast<const T*>(p);
    load_tile(reinterpret_cast<char*>(tile), p, bytes, n, {Element<D>::bytes, Element<D>::via});
    return tile;
  }
  // Where to compute a result that goes to p: p itself, or the tile, which write() then stores.
  static T* target(char* p, T* tile) {
    if constexpr (kDirect) return reinterpret_cast<T*>(p);
    return tile;
  }
  static void write(char* p, const T* tile, int64_t n) {
    if constexpr (!kDirect) {
      store_tile(p, bytes, reinterpret_cast<const char*>(tile), n,
                 {Element<D>::bytes, Element<D>::via});
    }
  }
};

// Calls f(at, m) for the tiles of [0, n).
template <class F>
TN_INLINE void each_tile(int64_t n, F f) {
  for (int64_t at = 0; at < n; at += kTile) f(at, n - at < kTile ? n - at : kTile);
}

#define TN_ROW_TABLE(name, f)                               \
  extern const RowTable name##_table;                       \
  constexpr RowTable name##_table = [] {                    \
    RowTable t{};                                           \
    t.loop[static_cast<int>(DType::F16)] = f<DType::F16>;   \
    t.loop[static_cast<int>(DType::BF16)] = f<DType::BF16>; \
    t.loop[static_cast<int>(DType::F32)] = f<DType::F32>;   \
    t.loop[static_cast<int>(DType::F64)] = f<DType::F64>;   \
    return t;                                               \
  }();

}  // namespace
}  // namespace tenon::kernels::TN_ISA
