// Pooling over windows, plane by plane.
#include "core/kernels/pool.h"

#include "core/kernels/cpu/compute.h"
#include "core/kernels/cpu/rows.h"

namespace tenon::kernels::TN_ISA {
namespace {

// f(output index, depth, height, width) for every output.
template <class F>
TN_INLINE void for_each_output(const PoolShape& s, F&& f) {
  int64_t i = 0;
  for (int64_t d = 0; d < s.axis[0].out; ++d)
    for (int64_t h = 0; h < s.axis[1].out; ++h)
      for (int64_t w = 0; w < s.axis[2].out; ++w) f(i++, d, h, w);
}

// f(position in the plane) for every element of a window.
template <class F>
TN_INLINE void for_each_input(const PoolShape& s, int64_t od, int64_t oh, int64_t ow, F&& f) {
  const PoolAxis &dz = s.axis[0], &dy = s.axis[1], &dx = s.axis[2];
  int64_t x0 = dx.begin[ow], x1 = dx.end[ow];
  for (int64_t z = dz.begin[od]; z < dz.end[od]; z += dz.step)
    for (int64_t y = dy.begin[oh]; y < dy.end[oh]; y += dy.step) {
      int64_t row = (z * dy.in + y) * dx.in;
      for (int64_t x = x0; x < x1; x += dx.step) f(row + x);
    }
}

template <class T>
void max_one_by_one(const PoolShape& s, const T* from, T* to, int64_t* index) {
  using C = Compute<T>;
  for_each_output(s, [&](int64_t i, int64_t d, int64_t h, int64_t w) {
    int64_t best = (s.axis[0].begin[d] * s.axis[1].in + s.axis[1].begin[h]) * s.axis[2].in +
                   s.axis[2].begin[w];
    C top = static_cast<C>(from[best]);
    for_each_input(s, d, h, w, [&](int64_t at) {
      C v = static_cast<C>(from[at]);
      if (v > top || v != v) top = v, best = at;
    });
    to[i] = from[best];
    index[i] = best;
  });
}

// Positions in a plane, as wide as C.
template <class C>
struct PositionOf {
  using type = int32_t;
};
template <>
struct PositionOf<double> {
  using type = int64_t;
};

// Neighbouring outputs in the lanes of a vector: a branch per element would be guessed wrong half
// of the time.
template <class T>
struct MaxLanes {
  using C = Compute<T>;
  using P = typename PositionOf<C>::type;
  using Values = Vector<C>;
  typedef P Positions __attribute__((vector_size(64)));
  static constexpr int64_t L = kLanes<C>;

  const T* from;
  Positions begin, end, best;
  Values top;

  [[gnu::always_inline]] Values at(Positions p) const {
    C lanes[L];
    for (int64_t l = 0; l < L; ++l) lanes[l] = static_cast<C>(from[p[l]]);
    return load(lanes);
  }
  // The columns from w on; lanes past the last one repeat it.
  [[gnu::always_inline]] void start(const PoolAxis& x, int64_t w, int64_t n, int64_t row) {
    P b[L], e[L];
    for (int64_t l = 0; l < L; ++l) {
      int64_t column = w + (l < n ? l : n - 1);
      b[l] = static_cast<P>(x.begin[column]), e[l] = static_cast<P>(x.end[column]);
    }
    memcpy(&begin, b, sizeof(begin));
    memcpy(&end, e, sizeof(end));
    best = begin + static_cast<P>(row);
    top = at(best);
  }
  // The elements k after the start of each window's row.
  [[gnu::always_inline]] void see(int64_t row, int64_t k) {
    Positions x = begin + static_cast<P>(k);
    auto inside = x < end;
    Positions p = (inside ? x : begin) + static_cast<P>(row);
    Values v = at(p);
    auto better = inside & ((v > top) | (v != v));
    top = better ? v : top;
    best = better ? p : best;
  }
};

template <class T>
void max_in_lanes(const PoolShape& s, const T* from, T* to, int64_t* index) {
  const PoolAxis &dz = s.axis[0], &dy = s.axis[1], &dx = s.axis[2];
  constexpr int64_t L = MaxLanes<T>::L;
  int64_t width = 0;
  for (int64_t w = 0; w < dx.out; ++w)
    width = dx.end[w] - dx.begin[w] > width ? dx.end[w] - dx.begin[w] : width;
  MaxLanes<T> m{from, {}, {}, {}, {}};
  for (int64_t d = 0; d < dz.out; ++d)
    for (int64_t h = 0; h < dy.out; ++h)
      for (int64_t w = 0; w < dx.out; w += L) {
        int64_t n = dx.out - w < L ? dx.out - w : L;
        m.start(dx, w, n, (dz.begin[d] * dy.in + dy.begin[h]) * dx.in);
        for (int64_t z = dz.begin[d]; z < dz.end[d]; z += dz.step)
          for (int64_t y = dy.begin[h]; y < dy.end[h]; y += dy.step)
            for (int64_t k = 0; k < width; k += dx.step) m.see((z * dy.in + y) * dx.in, k);
        int64_t base = (d * dy.out + h) * dx.out + w;
        for (int64_t j = 0; j < n; ++j) {
          to[base + j] = from[m.best[j]];
          index[base + j] = m.best[j];
        }
      }
}

template <class T>
void max(const PoolShape& s, const void* in, void* out, int64_t* index) {
  const T* from = static_cast<const T*>(in);
  T* to = static_cast<T*>(out);
  bool small = s.axis[0].in * s.axis[1].in * s.axis[2].in < INT32_MAX;
  if constexpr (kSame<Compute<T>, float> || kSame<Compute<T>, double>) {
    if (small) return max_in_lanes(s, from, to, index);
  }
  max_one_by_one(s, from, to, index);
}

template <class C>
TN_INLINE C divisor(const PoolShape& s, int64_t d, int64_t h, int64_t w) {
  return static_cast<C>(s.axis[0].divisor[d] * s.axis[1].divisor[h] * s.axis[2].divisor[w]);
}

template <class T>
void mean(const PoolShape& s, const void* in, void* out) {
  using C = Compute<T>;
  const T* from = static_cast<const T*>(in);
  T* to = static_cast<T*>(out);
  for_each_output(s, [&](int64_t i, int64_t d, int64_t h, int64_t w) {
    C sum = 0;
    for_each_input(s, d, h, w, [&](int64_t at) { sum += static_cast<C>(from[at]); });
    to[i] = static_cast<T>(sum / divisor<C>(s, d, h, w));
  });
}

template <class T>
void clear(T* to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] = T{};
}

template <class T>
TN_INLINE void add_to(T& to, Compute<T> v) {
  to = static_cast<T>(static_cast<Compute<T>>(to) + v);
}

template <class T>
void spread(const PoolShape& s, const void* in, void* out) {
  using C = Compute<T>;
  const T* from = static_cast<const T*>(in);
  T* to = static_cast<T*>(out);
  clear(to, s.axis[0].in * s.axis[1].in * s.axis[2].in);
  for_each_output(s, [&](int64_t i, int64_t d, int64_t h, int64_t w) {
    C share = static_cast<C>(from[i]) / divisor<C>(s, d, h, w);
    for_each_input(s, d, h, w, [&](int64_t at) { add_to(to[at], share); });
  });
}

template <class T>
void gather(const void* in, const int64_t* index, int64_t n, void* out) {
  const T* from = static_cast<const T*>(in);
  T* to = static_cast<T*>(out);
  for (int64_t i = 0; i < n; ++i) to[i] = from[index[i]];
}

template <class T>
void scatter(const void* in, const int64_t* index, int64_t n, void* out, int64_t size) {
  const T* from = static_cast<const T*>(in);
  T* to = static_cast<T*>(out);
  clear(to, size);
  for (int64_t i = 0; i < n; ++i) add_to(to[index[i]], static_cast<Compute<T>>(from[i]));
}

constexpr PoolKernels make_table() {
  PoolKernels t = {};
#define TN_X(code, type, name)                                                              \
  if constexpr (!kSame<type, bool>) t.max[static_cast<int>(DType::code)] = max<type>;       \
  if constexpr (kSame<type, float> || kSame<type, double> || !kSame<type, Compute<type>>) { \
    t.mean[static_cast<int>(DType::code)] = mean<type>;                                     \
    t.spread[static_cast<int>(DType::code)] = spread<type>;                                 \
    t.gather[static_cast<int>(DType::code)] = gather<type>;                                 \
    t.scatter[static_cast<int>(DType::code)] = scatter<type>;                               \
  }                                                                                         \
  if constexpr (kSame<type, int64_t>) t.mean[static_cast<int>(DType::code)] = mean<type>;
  TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
  return t;
}

}  // namespace

extern const PoolKernels pool_table;
constinit const PoolKernels pool_table = make_table();

}  // namespace tenon::kernels::TN_ISA
