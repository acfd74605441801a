// Pooling over windows, plane by plane.
#include "core/kernels/pool.h"

#include "core/kernels/cpu/compute.h"

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
void max(const PoolShape& s, const void* in, void* out, int64_t* index) {
  using C = Compute<T>;
  const T* from = static_cast<const T*>(in);
  T* to = static_cast<T*>(out);
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
  }
  TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
  return t;
}

}  // namespace

extern const PoolKernels pool_table;
constinit const PoolKernels pool_table = make_table();

}  // namespace tenon::kernels::TN_ISA
