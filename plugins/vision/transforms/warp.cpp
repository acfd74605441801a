#include "transforms/warp.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tenon::vision {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// One channel of an image: pixel (x, y) at y * row + x * step.
template <class T>
struct Plane {
  const T* data;
  int64_t width, height, row, step;
  double at(int64_t x, int64_t y) const {
    return static_cast<double>(data[std::clamp<int64_t>(y, 0, height - 1) * row +
                                    std::clamp<int64_t>(x, 0, width - 1) * step]);
  }
};

// Imaging/Geometry.c: rows past the end repeat the last value that was computed.
template <class T>
double bilinear(const Plane<T>& p, double xin, double yin) {
  xin -= 0.5, yin -= 0.5;
  auto x = static_cast<int64_t>(std::floor(xin)), y = static_cast<int64_t>(std::floor(yin));
  double dx = xin - static_cast<double>(x), dy = yin - static_cast<double>(y);
  auto line = [&](int64_t row) {
    double a = p.at(x, row);
    return a + (p.at(x + 1, row) - a) * dx;
  };
  double v1 = line(y), v2 = y + 1 >= 0 && y + 1 < p.height ? line(y + 1) : v1;
  return v1 + (v2 - v1) * dy;
}

double cubic_between(const double v[4], double d) {
  double p2 = -v[0] + v[2], p3 = 2 * (v[0] - v[1]) + v[2] - v[3], p4 = -v[0] + v[1] - v[2] + v[3];
  return v[1] + d * (p2 + d * (p3 + d * p4));
}

template <class T>
double bicubic(const Plane<T>& p, double xin, double yin) {
  xin -= 0.5, yin -= 0.5;
  auto x = static_cast<int64_t>(std::floor(xin)), y = static_cast<int64_t>(std::floor(yin));
  double dx = xin - static_cast<double>(x), dy = yin - static_cast<double>(y);
  double rows[4];
  for (int64_t i = 0; i < 4; ++i) {
    int64_t row = y - 1 + i;
    if (i > 0 && (row < 0 || row >= p.height)) {
      rows[i] = rows[i - 1];
      continue;
    }
    const double v[4] = {p.at(x - 1, row), p.at(x, row), p.at(x + 1, row), p.at(x + 2, row)};
    rows[i] = cubic_between(v, dx);
  }
  return cubic_between(rows, dy);
}

// Where the pixel (x, y) of the result comes from. Pillow takes the nearest pixel in fixed point of
// 16 bits while sizes allow, which decides ties.
struct Source {
  AffineMap m;
  bool fixed;
  Source(const AffineMap& map, Interpolation mode, Size from, Size to) : m(map) {
    auto w = static_cast<double>(to.width), h = static_cast<double>(to.height);
    auto small = [&](double x, double y) {
      return std::fabs(m[0] * x + m[1] * y + m[2]) < 32768 &&
             std::fabs(m[3] * x + m[4] * y + m[5]) < 32768;
    };
    bool scaling = m[1] == 0 && m[3] == 0;
    fixed = mode == Interpolation::Nearest && !scaling && from.width < 32768 &&
            from.height < 32768 && small(0, 0) && small(w, h) && small(0, h) && small(w, 0);
  }
  static int64_t fix(double v) { return static_cast<int64_t>(std::floor(v * 65536 + 0.5)); }
  void nearest(int64_t x, int64_t y, int64_t* sx, int64_t* sy) const {
    auto place = [&](const double* row) {
      if (fixed)
        return (fix(row[2] + row[0] * 0.5 + row[1] * 0.5) + fix(row[1]) * y + fix(row[0]) * x) >>
               16;
      double v = exact(row, x, y);
      return v < 0 ? int64_t{-1} : static_cast<int64_t>(v);
    };
    *sx = place(&m[0]);
    *sy = place(&m[3]);
  }
  static double exact(const double* row, int64_t x, int64_t y) {
    return row[0] * (static_cast<double>(x) + 0.5) + row[1] * (static_cast<double>(y) + 0.5) +
           row[2];
  }
};

template <class T>
T stored(double v, Interpolation mode) {
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (mode == Interpolation::Bicubic) v = std::clamp(v, 0.0, 255.0);
    return static_cast<uint8_t>(v);
  }
  return static_cast<T>(v);
}

// Rows [begin, end) of one channel of the result.
template <class T>
void warp_rows(const Plane<T>& in, T* out, int64_t row, int64_t step, int64_t width, int64_t begin,
               int64_t end, const Source& source, Interpolation mode) {
  for (int64_t y = begin; y < end; ++y)
    for (int64_t x = 0; x < width; ++x) {
      T* to = out + y * row + x * step;
      if (mode == Interpolation::Nearest) {
        int64_t sx, sy;
        source.nearest(x, y, &sx, &sy);
        if (sx >= 0 && sx < in.width && sy >= 0 && sy < in.height)
          *to = in.data[sy * in.row + sx * in.step];
        continue;
      }
      double sx = Source::exact(&source.m[0], x, y), sy = Source::exact(&source.m[3], x, y);
      if (sx < 0 || sy < 0 || sx >= static_cast<double>(in.width) ||
          sy >= static_cast<double>(in.height))
        continue;
      *to = stored<T>(mode == Interpolation::Bilinear ? bilinear(in, sx, sy) : bicubic(in, sx, sy),
                      mode);
    }
}

template <class T>
void warp_channels(const Tensor& in, const Tensor& out, Size from, Size to, int64_t channels,
                   bool interleaved, const Source& source, Interpolation mode) {
  int64_t step = interleaved ? channels : 1;
  parallel_for(channels * to.height, std::max<int64_t>(1, 4096 / std::max<int64_t>(to.width, 1)),
               [&](int64_t begin, int64_t end) {
                 for (int64_t i = begin; i < end; ++i) {
                   int64_t c = i / to.height, y = i % to.height;
                   Plane<T> plane{in.data<T>() + (interleaved ? c : c * from.height * from.width),
                                  from.width, from.height, from.width * step, step};
                   T* target = out.data<T>() + (interleaved ? c : c * to.height * to.width);
                   warp_rows(plane, target, to.width * step, step, to.width, y, y + 1, source,
                             mode);
                 }
               });
}

}  // namespace

Tensor warp(const Tensor& image, Size to, const AffineMap& map, Interpolation mode,
            const std::vector<double>& fill) {
  Size from = size_of(image);
  check_value(from.height > 0 && from.width > 0, "warp(): got an empty image.");
  bool bytes = image.dtype() == uint8;
  Tensor in = (bytes ? image : image.to(float32)).contiguous();
  std::vector<int64_t> shape(in.shape().begin(), in.shape().end());
  size_t dy = bytes ? 0 : shape.size() - 2;
  shape[dy] = to.height, shape[dy + 1] = to.width;
  int64_t channels = bytes ? in.size(2) : in.numel() / (from.height * from.width);
  check_value(fill.size() <= 1 || static_cast<int64_t>(fill.size()) == channels, "fill: got ",
              fill.size(), " values for ", channels, " channels.");
  Tensor out = call("full", shape, fill.empty() ? 0.0 : fill[0], arg("dtype", in.dtype()));
  for (size_t c = 1; c < fill.size(); ++c)
    call("fill_",
         call<"select">(out, static_cast<int64_t>(bytes ? 2 : shape.size() - 3),
                        static_cast<int64_t>(c)),
         fill[c]);
  Source source(map, mode, from, to);
  if (bytes)
    warp_channels<uint8_t>(in, out, from, to, channels, true, source, mode);
  else
    warp_channels<float>(in, out, from, to, channels, false, source, mode);
  return bytes ? out : out.to(image.dtype());
}

namespace {

// The map of a turn around (cx, cy), rounded as Pillow rounds it.
AffineMap turn(double angle, double cx, double cy) {
  double a = -angle * kDegree;
  auto round15 = [](double v) { return std::nearbyint(v * 1e15) / 1e15; };
  AffineMap m = {round15(std::cos(a)),  round15(std::sin(a)), 0,
                 round15(-std::sin(a)), round15(std::cos(a)), 0};
  m[2] = m[0] * -cx + m[1] * -cy + cx;
  m[5] = m[3] * -cx + m[4] * -cy + cy;
  return m;
}

// The size that holds all of a turned image, and the map shifted so that it lies in the middle.
Size grown(Size s, AffineMap& m) {
  auto w = static_cast<double>(s.width), h = static_cast<double>(s.height);
  double x0 = 1e300, x1 = -1e300, y0 = 1e300, y1 = -1e300;
  for (auto [x, y] : {std::pair{0.0, 0.0}, {w, 0.0}, {w, h}, {0.0, h}}) {
    double tx = m[0] * x + m[1] * y + m[2], ty = m[3] * x + m[4] * y + m[5];
    x0 = std::min(x0, tx), x1 = std::max(x1, tx), y0 = std::min(y0, ty), y1 = std::max(y1, ty);
  }
  Size to{static_cast<int64_t>(std::ceil(y1) - std::floor(y0)),
          static_cast<int64_t>(std::ceil(x1) - std::floor(x0))};
  double dx = -static_cast<double>(to.width - s.width) / 2,
         dy = -static_cast<double>(to.height - s.height) / 2;
  double x = m[0] * dx + m[1] * dy + m[2], y = m[3] * dx + m[4] * dy + m[5];
  m[2] = x, m[5] = y;
  return to;
}

// Quarter turns move pixels as they are; false when this is none.
bool quarter_turn(const Tensor& image, double angle, bool expand, Tensor* out) {
  Size s = size_of(image);
  double quarters = angle / 90;
  if (quarters != std::floor(quarters)) return false;
  auto q = static_cast<int64_t>(quarters);
  if (q % 2 != 0 && !expand && s.width != s.height) return false;
  int64_t dy = image.dtype() == uint8 ? 0 : image.dim() - 2;
  *out = q == 0 ? image : call("rot90", image, q, Ints{dy, dy + 1}).contiguous();
  return true;
}

}  // namespace

Tensor rotate(const Tensor& image, double angle, Interpolation mode, bool expand,
              const std::vector<double>& center, const std::vector<double>& fill) {
  check_value(center.empty() || center.size() == 2, "center: got ", center.size(),
              " values, expected (x, y).");
  Size s = size_of(image), to = s;
  angle = std::fmod(angle, 360);
  if (angle < 0) angle += 360;
  Tensor out;
  if (center.empty() && quarter_turn(image, angle, expand, &out)) return out;
  double cx = center.empty() ? static_cast<double>(s.width) / 2 : center[0],
         cy = center.empty() ? static_cast<double>(s.height) / 2 : center[1];
  AffineMap m = turn(angle, cx, cy);
  if (expand) to = grown(s, m);
  return warp(image, to, m, mode, fill);
}

Tensor affine(const Tensor& image, const Affine& a, Interpolation mode,
              const std::vector<double>& center, const std::vector<double>& fill) {
  check_value(a.scale > 0, "scale: got ", a.scale, ", expected a positive number.");
  check_value(center.empty() || center.size() == 2, "center: got ", center.size(),
              " values, expected (x, y).");
  Size s = size_of(image);
  double cx = center.empty() ? static_cast<double>(s.width) * 0.5 : center[0],
         cy = center.empty() ? static_cast<double>(s.height) * 0.5 : center[1];
  double rot = a.angle * kDegree, sx = a.shear[0] * kDegree, sy = a.shear[1] * kDegree;
  // The inverse of translation, turn, scale and shear: of [[a, b], [c, d]], whose determinant is 1.
  double ra = std::cos(rot - sy) / std::cos(sy),
         rb = -std::cos(rot - sy) * std::tan(sx) / std::cos(sy) - std::sin(rot),
         rc = std::sin(rot - sy) / std::cos(sy),
         rd = -std::sin(rot - sy) * std::tan(sx) / std::cos(sy) + std::cos(rot);
  AffineMap m = {rd / a.scale, -rb / a.scale, 0, -rc / a.scale, ra / a.scale, 0};
  double tx = -cx - a.translate[0], ty = -cy - a.translate[1];
  m[2] += m[0] * tx + m[1] * ty + cx;
  m[5] += m[3] * tx + m[4] * ty + cy;
  return warp(image, s, m, mode, fill);
}

}  // namespace tenon::vision
