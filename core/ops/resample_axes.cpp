#include "core/ops/resample_axes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/error.h"

namespace tenon {
namespace {

// Everything is computed in the type that PyTorch computes it in, so that positions which round to
// a neighbour do so here too.
template <class C>
C step_of(int64_t in, int64_t out, bool align_corners, std::optional<double> scale) {
  if (align_corners) return out > 1 ? static_cast<C>(in - 1) / static_cast<C>(out - 1) : C(0);
  if (scale && *scale > 0) return static_cast<C>(1.0 / *scale);
  return static_cast<C>(in) / static_cast<C>(out);
}

template <class C>
C source(C step, int64_t o, bool align_corners) {
  return align_corners ? step * static_cast<C>(o) : step * (static_cast<C>(o) + C(0.5)) - C(0.5);
}

// The cubic convolution kernel: near for |x| <= 1, far for 1 < |x| < 2.
template <class C>
C cubic_near(C x, C a) {
  return ((a + 2) * x - (a + 3)) * x * x + 1;
}
template <class C>
C cubic_far(C x, C a) {
  return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
}

template <class C>
C sinc(C x) {
  if (x == 0) return 1;
  x *= std::numbers::pi_v<C>;
  return std::sin(x) / x;
}

// Filters of antialiasing. PyTorch takes -0.5 there, as Pillow does, and -0.75 elsewhere.
template <class C>
C filter(Resample mode, C x) {
  x = std::abs(x);
  switch (mode) {
    case Resample::Cubic:
      return x < 1 ? cubic_near(x, C(-0.5)) : x < 2 ? cubic_far(x, C(-0.5)) : C(0);
    case Resample::Lanczos:
      return x < 3 ? sinc(x) * sinc(x / 3) : C(0);
    default:
      return x < 1 ? 1 - x : C(0);
  }
}

// One axis while it is filled.
template <class C>
struct Taps {
  int64_t in, out, taps;
  std::vector<int32_t>& index;
  std::vector<C>& weight;

  void start(int64_t n) {
    taps = n;
    index.assign(static_cast<size_t>(n * out), 0);
    weight.assign(static_cast<size_t>(n * out), C(0));
  }
  void set(int64_t o, int64_t k, int64_t i, C w) {
    index[static_cast<size_t>(k * out + o)] =
        static_cast<int32_t>(std::clamp<int64_t>(i, 0, in - 1));
    weight[static_cast<size_t>(k * out + o)] = w;
  }

  void nearest(C step, bool exact) {
    start(1);
    for (int64_t o = 0; o < out; ++o) {
      const C at =
          exact ? std::max(source(step, o, false), C(0)) + C(0.5) : step * static_cast<C>(o);
      set(o, 0, static_cast<int64_t>(std::floor(static_cast<float>(at))), 1);
    }
  }

  void linear(C step, bool align_corners) {
    start(2);
    for (int64_t o = 0; o < out; ++o) {
      const C at = std::max(source(step, o, align_corners), C(0));
      const int64_t i = in == out ? o : std::min(static_cast<int64_t>(at), in - 1);
      const C part = in == out ? C(0) : std::clamp(at - static_cast<C>(i), C(0), C(1));
      set(o, 0, i, 1 - part);
      set(o, 1, i + 1, part);
    }
  }

  void cubic(C step, bool align_corners) {
    start(4);
    constexpr C a = -0.75;
    for (int64_t o = 0; o < out; ++o) {
      const C at = source(step, o, align_corners);
      const int64_t i = std::min(static_cast<int64_t>(std::floor(at)), in - 1);
      const C t = std::clamp(at - static_cast<C>(i), C(0), C(1));
      set(o, 0, i - 1, cubic_far(t + 1, a));
      set(o, 1, i, cubic_near(t, a));
      set(o, 2, i + 1, cubic_near(1 - t, a));
      set(o, 3, i + 2, cubic_far(2 - t, a));
    }
  }

  // The filter is stretched over as many input elements as one output element stands for.
  void smooth(Resample mode, C step) {
    const C reach = mode == Resample::Lanczos ? 3 : mode == Resample::Cubic ? 2 : 1;
    const C support = step >= 1 ? reach * step : reach, inverse = step >= 1 ? 1 / step : C(1);
    const auto most = static_cast<int64_t>(std::ceil(support)) * 2 + 1;
    start(most);
    for (int64_t o = 0; o < out; ++o) {
      const C center = step * (static_cast<C>(o) + C(0.5));
      const int64_t first = std::max<int64_t>(static_cast<int64_t>(center - support + C(0.5)), 0);
      const int64_t n = std::clamp<int64_t>(
          std::min(static_cast<int64_t>(center + support + C(0.5)), in) - first, 0, most);
      C total = 0;
      for (int64_t k = 0; k < n; ++k) {
        const C w = filter(mode, (static_cast<C>(k + first) - center + C(0.5)) * inverse);
        set(o, k, first + k, w);
        total += w;
      }
      for (int64_t k = 0; k < n && total != 0; ++k)
        weight[static_cast<size_t>(k * out + o)] /= total;
      for (int64_t k = n; k < most; ++k) set(o, k, first, 0);
    }
  }
};

}  // namespace

Resample resample_from_name(std::string_view name) {
  if (name == "nearest") return Resample::Nearest;
  if (name == "nearest-exact") return Resample::NearestExact;
  if (name == "linear") return Resample::Linear;
  if (name == "cubic") return Resample::Cubic;
  check_value(name == "lanczos", "resample(): unknown mode: got '", name,
              "', expected nearest, nearest-exact, linear, cubic or lanczos");
  return Resample::Lanczos;
}

template <class C>
void ResampleTables::fill(size_t a, int64_t in, int64_t out, const ResampleOptions& o,
                          std::optional<double> scale, std::vector<C> Axis::*weights) {
  Axis& axis = axes_[a];
  Taps<C> t{in, out, 0, axis.index, axis.*weights};
  const bool nearest = o.mode <= Resample::NearestExact;
  const C step = step_of<C>(in, out, o.align_corners && !nearest, scale);
  if (nearest) {
    t.nearest(step, o.mode == Resample::NearestExact);
  } else if (o.antialias) {
    t.smooth(o.mode, step);
  } else if (o.mode == Resample::Linear) {
    t.linear(step, o.align_corners);
  } else {
    t.cubic(step, o.align_corners);
  }
  shape_.axis[a] = {in, out, t.taps, axis.index.data(), (axis.*weights).data(), nearest};
}

ResampleTables::ResampleTables(IntSpan input, IntSpan size, const ResampleOptions& o, DType dtype,
                               int64_t channels) {
  shape_.channels = channels;
  for (size_t a = 0; a < 3; ++a) {
    const bool real = a + size.size() >= 3;
    const size_t d = a + size.size() - 3;
    const int64_t in = real ? input[input.size() - size.size() + d] : 1, out = real ? size[d] : 1;
    ResampleOptions axis = o;
    if (!real) axis = {};
    std::optional<double> scale;
    if (real && !o.scales.empty()) scale = o.scales[d];
    if (dtype == DType::F64) {
      fill<double>(a, in, out, axis, scale, &Axis::doubles);
    } else {
      fill<float>(a, in, out, axis, scale, &Axis::floats);
    }
  }
}

}  // namespace tenon
