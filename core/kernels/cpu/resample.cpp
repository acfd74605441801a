// Resizing, one output row at a time: first the input rows are blended into one, in vectors, then
// its elements are gathered.
#include "core/kernels/resample.h"

#include "core/kernels/cpu/compute.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
struct BlendOf {
  using type = Compute<T>;
};
template <>
struct BlendOf<uint8_t> {
  using type = float;
};
template <class T>
using Blend = typename BlendOf<T>::type;

template <class T, class C>
TN_INLINE T rounded(C v) {
  if constexpr (kSame<T, uint8_t>) {
    return static_cast<T>(at_most(at_least(rint(v), C(0)), C(255)));
  } else {
    return static_cast<T>(v);
  }
}

// f(input row, weight) for the rows that an output row is made of.
template <class C, class F>
TN_INLINE void for_each_row(const ResampleShape& s, int64_t row, F&& f) {
  const ResampleAxis &d = s.axis[0], &h = s.axis[1];
  const int64_t z = row / h.out, y = row % h.out;
  const C *dw = static_cast<const C*>(d.weight), *hw = static_cast<const C*>(h.weight);
  for (int64_t i = 0; i < d.taps; ++i)
    for (int64_t j = 0; j < h.taps; ++j) {
      const int64_t a = i * d.out + z, b = j * h.out + y;
      f(d.index[a] * h.in + h.index[b], dw[a] * hw[b]);
    }
}

template <class T, class C>
void blend_two(const T* a, const T* b, C wa, C wb, int64_t n, C* out) {
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] = wa * static_cast<C>(a[i]) + wb * static_cast<C>(b[i]);
}

template <class T, class C>
void blend_one(const T* a, C w, bool first, int64_t n, C* out) {
  if (first) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = w * static_cast<C>(a[i]);
  } else {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] += w * static_cast<C>(a[i]);
  }
}

// The row that an output row gathers from; `scratch`, unless an input row can serve as it is.
template <class T, class C>
const C* blended_row(const ResampleShape& s, const T* in, int64_t row, C* scratch) {
  const int64_t n = s.row_in();
  const T* rows[2] = {};
  C weights[2] = {};
  int64_t pending = 0, done = 0;
  for_each_row<C>(s, row, [&](int64_t at, C w) {
    rows[pending] = in + at * n;
    weights[pending++] = w;
    if (done == 0 && pending == 2) {
      blend_two(rows[0], rows[1], weights[0], weights[1], n, scratch);
      done = 2, pending = 0;
    } else if (done) {
      blend_one(rows[0], w, false, n, scratch);
      ++done, pending = 0;
    }
  });
  if (!done) {
    if constexpr (kSame<T, C>) {
      if (s.axis[0].copies && s.axis[1].copies) return rows[0];
    }
    blend_one(rows[0], weights[0], true, n, scratch);
  }
  return scratch;
}

template <class T, class C>
void gather_row(const ResampleAxis& w, const C* row, T* out) {
  const int32_t* i0 = w.index;
  const int32_t* i1 = i0 + w.out;
  const C* w0 = static_cast<const C*>(w.weight);
  const C* w1 = w0 + w.out;
  if (w.copies) {
    for (int64_t o = 0; o < w.out; ++o) out[o] = rounded<T>(row[i0[o]]);
  } else if (w.taps == 2) {
#pragma GCC ivdep
    for (int64_t o = 0; o < w.out; ++o)
      out[o] = rounded<T>(w0[o] * row[i0[o]] + w1[o] * row[i1[o]]);
  } else {
    for (int64_t o = 0; o < w.out; ++o) {
      C sum = 0;
      for (int64_t k = 0; k < w.taps; ++k) sum += w0[k * w.out + o] * row[i0[k * w.out + o]];
      out[o] = rounded<T>(sum);
    }
  }
}

// Of `channels` elements at every position.
template <class T, class C>
void gather_channels(const ResampleAxis& w, int64_t channels, const C* row, T* out) {
  const C* weight = static_cast<const C*>(w.weight);
  for (int64_t o = 0; o < w.out; ++o, out += channels) {
    if (w.taps <= 2) {
      const C* a = row + w.index[o] * channels;
      const C* b = w.taps == 2 ? row + w.index[w.out + o] * channels : a;
      const C wa = weight[o], wb = w.taps == 2 ? weight[w.out + o] : C(0);
      if (w.copies) {
        for (int64_t c = 0; c < channels; ++c) out[c] = rounded<T>(a[c]);
      } else {
        for (int64_t c = 0; c < channels; ++c) out[c] = rounded<T>(wa * a[c] + wb * b[c]);
      }
      continue;
    }
    for (int64_t c = 0; c < channels; ++c) {
      C sum = 0;
      for (int64_t k = 0; k < w.taps; ++k)
        sum += weight[k * w.out + o] * row[w.index[k * w.out + o] * channels + c];
      out[c] = rounded<T>(sum);
    }
  }
}

template <class T>
void forward(const ResampleShape& s, const void* in, void* out, int64_t begin, int64_t end,
             void* scratch) {
  using C = Blend<T>;
  for (int64_t r = begin; r < end; ++r) {
    const C* row = blended_row(s, static_cast<const T*>(in), r, static_cast<C*>(scratch));
    T* to = static_cast<T*>(out) + r * s.row_out();
    if (s.channels == 1) {
      gather_row(s.axis[2], row, to);
    } else {
      gather_channels(s.axis[2], s.channels, row, to);
    }
  }
}

template <class T>
void backward(const ResampleShape& s, const void* in, void* out, void* scratch) {
  using C = Blend<T>;
  const ResampleAxis& w = s.axis[2];
  const C* weight = static_cast<const C*>(w.weight);
  const int64_t n = s.row_in(), all = n * s.rows_in(), channels = s.channels;
  C *row = static_cast<C*>(scratch), *plane = row + n;
  for (int64_t i = 0; i < all; ++i) plane[i] = 0;
  for (int64_t r = 0; r < s.rows_out(); ++r) {
    const T* from = static_cast<const T*>(in) + r * s.row_out();
    for (int64_t i = 0; i < n; ++i) row[i] = 0;
    for (int64_t k = 0; k < w.taps; ++k)
      for (int64_t o = 0; o < w.out; ++o) {
        C* to = row + w.index[k * w.out + o] * channels;
        const C by = weight[k * w.out + o];
        for (int64_t c = 0; c < channels; ++c) to[c] += by * static_cast<C>(from[o * channels + c]);
      }
    for_each_row<C>(s, r, [&](int64_t at, C by) { blend_one(row, by, false, n, plane + at * n); });
  }
  T* to = static_cast<T*>(out);
  for (int64_t i = 0; i < all; ++i) to[i] = static_cast<T>(plane[i]);
}

constexpr ResampleKernels make_table() {
  ResampleKernels t = {};
#define TN_X(code, type)                                    \
  t.forward[static_cast<int>(DType::code)] = forward<type>; \
  t.backward[static_cast<int>(DType::code)] = backward<type>;
  TN_X(F32, float)
  TN_X(F64, double)
  TN_X(F16, half)
  TN_X(BF16, bfloat16)
#undef TN_X
  t.forward[static_cast<int>(DType::U8)] = forward<uint8_t>;
  return t;
}

}  // namespace

extern const ResampleKernels resample_table;
constinit const ResampleKernels resample_table = make_table();

}  // namespace tenon::kernels::TN_ISA
