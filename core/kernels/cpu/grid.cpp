// isa: v2 v3
// Sampling at grids, in blocks of positions: first a table says of which input elements every
// position is made (taps), then each channel is gathered by it, in vectors.
#include "core/kernels/grid.h"

#include "core/kernels/cpu/vec.h"

namespace tenon::kernels::TN_ISA {
namespace {

constexpr int kBlock = 64, kTaps = 16;

// Of a block of positions. A tap outside of the input has element 0 and weight 0.
template <class T>
struct Taps {
  int count = 0;
  int32_t at[kTaps][kBlock];
  T weight[kTaps][kBlock];
};
// How the weights change with each coordinate of the grid.
template <class T>
struct Slopes {
  T by[3][kTaps][kBlock];
};

// Of one axis and a block of positions: the elements that each is made of, their weights, and how
// these change with the grid's coordinate.
template <class T>
struct AxisTaps {
  int32_t at[4][kBlock];
  T weight[4][kBlock], slope[4][kBlock];
};

// A coordinate in elements of the input, and its change with that of the grid.
template <class T>
struct Place {
  T x, slope;
};

template <class T>
TN_INLINE Place<T> scaled(T x, T size, bool align) {
  const T by = align ? (size - 1) / 2 : size / 2;
  return {(x + 1) * by - (align ? T(0) : T(0.5)), by};
}

// Both sides of a choice are computed, so that the loops run in vectors.
template <class T>
TN_INLINE Place<T> clipped(Place<T> p, T size) {
  const T top = size - 1;
  const bool below = !(p.x > 0), above = p.x >= top;
  return {below ? T(0) : above ? top : p.x, below || above ? T(0) : p.slope};
}

template <class T>
TN_INLINE Place<T> reflected(Place<T> p, T size, bool align) {
  const T low = align ? T(0) : T(-0.5), span = align ? size - 1 : size;
  const T far = abs(p.x - low), slope = p.x < low ? -p.slope : p.slope;
  const T flips = floor(far / span), rest = far - flips * span;
  const bool even = flips - 2 * floor(flips / 2) == 0;
  const T x = (even ? rest : span - rest) + low;
  return {span == 0 ? T(0) : x, span == 0 ? T(0) : even ? slope : -slope};
}

template <GridPadding P, class T>
TN_INLINE Place<T> padded(Place<T> p, T size, bool align) {
  if constexpr (P == GridPadding::Zeros) return p;
  if constexpr (P == GridPadding::Reflection) p = reflected(p, size, align);
  return clipped(p, size);
}

constexpr double kA = -0.75;  // of the cubic convolution kernel: near to 1, far from 1 to 2
template <class T>
TN_INLINE T near(T x) {
  constexpr T a = T(kA);
  return ((a + 2) * x - (a + 3)) * x * x + 1;
}
template <class T>
TN_INLINE T far(T x) {
  constexpr T a = T(kA);
  return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
}
template <class T>
TN_INLINE T near_slope(T x) {
  constexpr T a = T(kA);
  return (3 * (a + 2) * x - 2 * (a + 3)) * x;
}
template <class T>
TN_INLINE T far_slope(T x) {
  constexpr T a = T(kA);
  return (3 * a * x - 10 * a) * x + 8 * a;
}

// The position as an index; what is too far out, or no number, is outside.
template <class T>
TN_INLINE int32_t whole(T x) {
  const bool near_by = x > T(-1e9) && x < T(1e9);
  return static_cast<int32_t>(near_by ? x : T(-100));
}

// Every tap is padded by itself.
template <GridPadding P, class T>
void cubic_taps(const T* grid, int64_t n, T size, bool align, AxisTaps<T>& t) {
#pragma GCC ivdep
  for (int64_t b = 0; b < n; ++b) {
    const Place<T> p = scaled(grid[b], size, align);
    const T first = floor(p.x), x = p.x - first;
    for (int k = 0; k < 4; ++k)
      t.at[k][b] = whole(padded<P>(Place<T>{first + static_cast<T>(k - 1), 1}, size, align).x);
    t.weight[0][b] = far(x + 1), t.weight[1][b] = near(x);
    t.weight[2][b] = near(1 - x), t.weight[3][b] = far(2 - x);
    t.slope[0][b] = far_slope(x + 1) * p.slope, t.slope[1][b] = near_slope(x) * p.slope;
    t.slope[2][b] = -near_slope(1 - x) * p.slope, t.slope[3][b] = -far_slope(2 - x) * p.slope;
  }
}

template <GridPadding P, class T>
void linear_taps(const T* grid, int64_t n, T size, bool align, AxisTaps<T>& t) {
#pragma GCC ivdep
  for (int64_t b = 0; b < n; ++b) {
    const Place<T> p = padded<P>(scaled(grid[b], size, align), size, align);
    const T first = floor(p.x);
    t.at[0][b] = whole(first), t.at[1][b] = whole(first) + 1;
    t.weight[1][b] = p.x - first, t.weight[0][b] = first + 1 - p.x;
    t.slope[0][b] = -p.slope, t.slope[1][b] = p.slope;
  }
}

template <GridPadding P, class T>
void nearest_taps(const T* grid, int64_t n, T size, bool align, AxisTaps<T>& t) {
#pragma GCC ivdep
  for (int64_t b = 0; b < n; ++b) {
    t.at[0][b] = whole(rint(padded<P>(scaled(grid[b], size, align), size, align).x));
    t.weight[0][b] = 1, t.slope[0][b] = 0;
  }
}

template <GridPadding P, class T>
void axis_taps(const GridShape& s, int axis, const T* grid, int64_t n, AxisTaps<T>& t) {
  const T size = static_cast<T>(s.size[axis]);
  switch (s.mode) {
    case GridMode::Linear:
      return linear_taps<P>(grid, n, size, s.align_corners, t);
    case GridMode::Nearest:
      return nearest_taps<P>(grid, n, size, s.align_corners, t);
    case GridMode::Cubic:
      return cubic_taps<P>(grid, n, size, s.align_corners, t);
  }
}

// Tap k: one of each axis.
template <class T>
void fill_tap(const GridShape& s, const AxisTaps<T>* axes, const int (&tap)[3], int64_t n, int k,
              Taps<T>& out, Slopes<T>* slopes) {
  const bool deep = s.axes == 3;
  const AxisTaps<T>&x = axes[0], &y = axes[1], &z = axes[deep ? 2 : 1];
  const int i = tap[0], j = tap[1], l = deep ? tap[2] : 0;
  const auto w = static_cast<uint32_t>(s.size[0]), h = static_cast<uint32_t>(s.size[1]),
             d = static_cast<uint32_t>(s.size[2]);
#pragma GCC ivdep
  for (int64_t b = 0; b < n; ++b) {
    const auto xi = static_cast<uint32_t>(x.at[i][b]), yi = static_cast<uint32_t>(y.at[j][b]);
    const uint32_t zi = deep ? static_cast<uint32_t>(z.at[l][b]) : 0;
    const T wx = x.weight[i][b], wy = y.weight[j][b], wz = deep ? z.weight[l][b] : T(1);
    const bool inside = (xi < w) & (yi < h) & (zi < d);
    out.at[k][b] = inside ? static_cast<int32_t>((zi * h + yi) * w + xi) : 0;
    out.weight[k][b] = inside ? wx * wy * wz : T(0);
    if (slopes) {
      slopes->by[0][k][b] = inside ? x.slope[i][b] * wy * wz : T(0);
      slopes->by[1][k][b] = inside ? wx * y.slope[j][b] * wz : T(0);
      slopes->by[2][k][b] = inside && deep ? wx * wy * z.slope[l][b] : T(0);
    }
  }
}

// The taps of positions [begin, begin + n): products of those of the axes.
template <class T>
void fill_taps(const GridShape& s, const T* grid, int64_t begin, int64_t n, Taps<T>& out,
               Slopes<T>* slopes) {
  AxisTaps<T> axes[3];
  T coordinate[kBlock];
  for (int a = 0; a < s.axes; ++a) {
    for (int64_t b = 0; b < n; ++b) coordinate[b] = grid[(begin + b) * s.axes + a];
    if (s.padding == GridPadding::Zeros) {
      axis_taps<GridPadding::Zeros>(s, a, coordinate, n, axes[a]);
    } else if (s.padding == GridPadding::Border) {
      axis_taps<GridPadding::Border>(s, a, coordinate, n, axes[a]);
    } else {
      axis_taps<GridPadding::Reflection>(s, a, coordinate, n, axes[a]);
    }
  }
  const int each = s.mode == GridMode::Nearest ? 1 : s.mode == GridMode::Linear ? 2 : 4;
  out.count = each * each * (s.axes == 3 ? each : 1);
  for (int k = 0; k < out.count; ++k)
    fill_tap(s, axes, {k % each, k / each % each, k / (each * each)}, n, k, out, slopes);
}

// f(first position, how many) for blocks of [begin, end).
template <class F>
TN_INLINE void for_each_block(int64_t begin, int64_t end, F&& f) {
  for (int64_t at = begin; at < end; at += kBlock) f(at, end - at < kBlock ? end - at : kBlock);
}

// What is outside is not multiplied: it may be infinite.
template <class T>
TN_INLINE T weighted(T w, T v) {
  return w != 0 ? w * v : T(0);
}

template <class T>
void gather(const Taps<T>& t, const T* in, int64_t n, T* out) {
  for (int64_t b = 0; b < n; ++b) out[b] = 0;
  for (int k = 0; k < t.count; ++k) {
    const int32_t* at = t.at[k];
    const T* w = t.weight[k];
#pragma GCC ivdep
    for (int64_t b = 0; b < n; ++b) out[b] += weighted(w[b], in[at[b]]);
  }
}

template <class T>
void gather_four(const Taps<T>& t, const T* in, int64_t n, T* out) {
  const int32_t *a = t.at[0], *b = t.at[1], *c = t.at[2], *d = t.at[3];
  const T *wa = t.weight[0], *wb = t.weight[1], *wc = t.weight[2], *wd = t.weight[3];
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) {
    const T va = in[a[i]], vb = in[b[i]], vc = in[c[i]], vd = in[d[i]];
    out[i] = weighted(wa[i], va) + weighted(wb[i], vb) + weighted(wc[i], vc) + weighted(wd[i], vd);
  }
}

template <class T>
void sample(const GridShape& s, const void* in, const void* grid, void* out, int64_t begin,
            int64_t end) {
  Taps<T> taps;
  for_each_block(begin, end, [&](int64_t at, int64_t n) {
    fill_taps(s, static_cast<const T*>(grid), at, n, taps, static_cast<Slopes<T>*>(nullptr));
    for (int64_t c = 0; c < s.channels; ++c) {
      const T* from = static_cast<const T*>(in) + c * s.in_plane;
      T* to = static_cast<T*>(out) + c * s.out_plane + at;
      if (taps.count == 4) {
        gather_four(taps, from, n, to);
      } else {
        gather(taps, from, n, to);
      }
    }
  });
}

template <class T>
void grad_input(const GridShape& s, const void* grad, const void* grid, void* grad_in,
                int64_t begin, int64_t end) {
  Taps<T> taps;
  for_each_block(0, s.out_plane, [&](int64_t at, int64_t n) {
    fill_taps(s, static_cast<const T*>(grid), at, n, taps, static_cast<Slopes<T>*>(nullptr));
    for (int64_t c = begin; c < end; ++c) {
      const T* g = static_cast<const T*>(grad) + c * s.out_plane + at;
      T* to = static_cast<T*>(grad_in) + c * s.in_plane;
      for (int64_t b = 0; b < n; ++b)
        for (int k = 0; k < taps.count; ++k)
          if (taps.weight[k][b] != 0) to[taps.at[k][b]] += taps.weight[k][b] * g[b];
    }
  });
}

template <class T>
void grad_grid(const GridShape& s, const void* grad, const void* in, const void* grid, void* out,
               int64_t begin, int64_t end) {
  Taps<T> taps;
  Slopes<T> slopes;
  T dot[kTaps][kBlock];  // over channels, of gradients and inputs
  for_each_block(begin, end, [&](int64_t at, int64_t n) {
    fill_taps(s, static_cast<const T*>(grid), at, n, taps, &slopes);
    for (int k = 0; k < taps.count; ++k)
      for (int64_t b = 0; b < n; ++b) dot[k][b] = 0;
    for (int64_t c = 0; c < s.channels; ++c) {
      const T* g = static_cast<const T*>(grad) + c * s.out_plane + at;
      const T* from = static_cast<const T*>(in) + c * s.in_plane;
      for (int k = 0; k < taps.count; ++k) {
#pragma GCC ivdep
        for (int64_t b = 0; b < n; ++b) dot[k][b] += g[b] * from[taps.at[k][b]];
      }
    }
    T* to = static_cast<T*>(out) + at * s.axes;
    for (int64_t b = 0; b < n; ++b)
      for (int a = 0; a < s.axes; ++a) {
        T sum = 0;
        for (int k = 0; k < taps.count; ++k)
          if (slopes.by[a][k][b] != 0) sum += slopes.by[a][k][b] * dot[k][b];
        to[b * s.axes + a] = sum;
      }
  });
}

constexpr GridKernels make_table() {
  GridKernels t = {};
  t.sample[static_cast<int>(DType::F32)] = sample<float>;
  t.sample[static_cast<int>(DType::F64)] = sample<double>;
  t.grad_input[static_cast<int>(DType::F32)] = grad_input<float>;
  t.grad_input[static_cast<int>(DType::F64)] = grad_input<double>;
  t.grad_grid[static_cast<int>(DType::F32)] = grad_grid<float>;
  t.grad_grid[static_cast<int>(DType::F64)] = grad_grid<double>;
  return t;
}

}  // namespace

extern const GridKernels grid_table;
constinit const GridKernels grid_table = make_table();

}  // namespace tenon::kernels::TN_ISA
