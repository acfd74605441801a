#include "transforms/pixels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "transforms/resample.h"

namespace tenon::vision {
namespace {

bool is_image(const Tensor& t) { return t.dtype() == uint8; }

void check_image(const Tensor& t, std::string_view op) {
  check_value(is_image(t) ? t.dim() == 3 : t.dim() >= 2, op, "(): got a tensor of shape ",
              t.shape(), ", expected an image: uint8 [H, W, C], or floats [C, H, W].");
}

// Pillow's fixed point: weights of 22 bits, summed with a half, cut to 8 bits.
constexpr int kBits = 32 - 8 - 2;
uint8_t clip8(int64_t v) { return static_cast<uint8_t>(std::clamp<int64_t>(v >> kBits, 0, 255)); }

std::vector<int32_t> fixed_point(const Taps& t) {
  std::vector<int32_t> out(t.weights.size());
  for (size_t i = 0; i < out.size(); ++i) {
    double w = t.weights[i] * (1 << kBits);
    out[i] = static_cast<int32_t>(w < 0 ? w - 0.5 : w + 0.5);
  }
  return out;
}

// One pass over `lines` lines of `in` pixels: pixel x of line l starts at l * line + x * step, and
// has `channels` values.
template <class T, class W, class Acc, class Store>
void pass(const T* from, T* to, int64_t lines, int64_t out, int64_t channels, int64_t in_line,
          int64_t in_step, int64_t out_line, int64_t out_step, const Taps& taps,
          const std::vector<W>& weights, Acc start, Store store) {
  parallel_for(lines, std::max<int64_t>(1, 16384 / std::max<int64_t>(out * channels, 1)),
               [&](int64_t begin, int64_t end) {
                 for (int64_t l = begin; l < end; ++l) {
                   for (int64_t x = 0; x < out; ++x) {
                     const W* w = &weights[static_cast<size_t>(x * taps.size)];
                     const T* p = from + l * in_line + taps.first[static_cast<size_t>(x)] * in_step;
                     T* q = to + l * out_line + x * out_step;
                     for (int64_t c = 0; c < channels; ++c) {
                       Acc acc = start;
                       for (int64_t k = 0; k < taps.count[static_cast<size_t>(x)]; ++k)
                         acc += static_cast<Acc>(p[k * in_step + c]) * static_cast<Acc>(w[k]);
                       q[c] = store(acc);
                     }
                   }
                 }
               });
}

// Pillow's order (since version 13): rows first where that leaves clearly less to do.
bool vertical_first(Size from, Size to) {
  return to.height < from.height && from.height - to.height > 2 * (from.width - to.width);
}

// Both sides in Pillow's order; one that keeps its length is not touched. `shape` gives the shape
// of a result of some size.
template <class T, class W, class Acc, class Shape, class Store, class Weights>
Tensor two_passes(const Tensor& image, int64_t planes, Size from, Size to, int64_t channels,
                  Shape shape, Interpolation mode, Acc start, Store store, Weights make_weights) {
  Tensor current = image;
  Size now = from;
  auto horizontal = [&] {
    if (now.width == to.width) return;
    Taps taps = make_taps(now.width, to.width, mode);
    std::vector<W> w = make_weights(taps);
    Tensor next = empty(shape(Size{now.height, to.width}), image.dtype());
    pass<T, W, Acc>(current.data<T>(), next.data<T>(), planes * now.height, to.width, channels,
                    now.width * channels, channels, to.width * channels, channels, taps, w, start,
                    store);
    current = next;
    now.width = to.width;
  };
  auto vertical = [&] {
    if (now.height == to.height) return;
    Taps taps = make_taps(now.height, to.height, mode);
    std::vector<W> w = make_weights(taps);
    Tensor next = empty(shape(Size{to.height, now.width}), image.dtype());
    int64_t row = now.width * channels;
    for (int64_t p = 0; p < planes; ++p) {
      // A "line" is a column of values: neighbours in a row are independent.
      pass<T, W, Acc>(current.data<T>() + p * now.height * row,
                      next.data<T>() + p * to.height * row, row, to.height, 1, 1, row, 1, row, taps,
                      w, start, store);
    }
    current = next;
    now.height = to.height;
  };
  if (vertical_first(from, to)) vertical();
  horizontal();
  vertical();
  return current;
}

// Colours times alpha, the last of 2 or 4 channels, or the way back; with Pillow's rounding.
// Without it, what is transparent would bleed into its neighbours.
Tensor with_alpha(const Tensor& image, bool multiply) {
  Tensor in = image.contiguous(), out = empty(image.shape(), uint8);
  int64_t c = image.size(2);
  const uint8_t* from = in.data<uint8_t>();
  uint8_t* to = out.data<uint8_t>();
  for (int64_t i = 0; i < image.numel(); i += c) {
    uint32_t alpha = to[i + c - 1] = from[i + c - 1];
    for (int64_t k = i; k < i + c - 1; ++k) {
      uint32_t product = from[k] * alpha + 128;
      if (multiply)
        to[k] = static_cast<uint8_t>((product + (product >> 8)) >> 8);
      else
        to[k] = alpha == 0 ? from[k] : static_cast<uint8_t>(std::min(255 * from[k] / alpha, 255u));
    }
  }
  return out;
}

Tensor resize_nearest(const Tensor& image, Size from, Size to) {
  int64_t dy = is_image(image) ? 0 : image.dim() - 2;
  std::vector<int64_t> ys(static_cast<size_t>(to.height)), xs(static_cast<size_t>(to.width));
  auto fill = [](std::vector<int64_t>& v, int64_t in) {
    double scale = static_cast<double>(in) / static_cast<double>(v.size()), at = scale * 0.5;
    for (int64_t& index : v) {
      index = std::min(static_cast<int64_t>(at), in - 1);
      at += scale;  // summed up, since Pillow's rounding is that of a sum
    }
  };
  fill(ys, from.height);
  fill(xs, from.width);
  auto index = [](const std::vector<int64_t>& v) {
    return from_values(std::span<const int64_t>(v),
                       std::vector<int64_t>{static_cast<int64_t>(v.size())});
  };
  return call<"index_select">(call<"index_select">(image, dy, index(ys)), dy + 1, index(xs));
}

}  // namespace

Interpolation interpolation_of(const ValueRef& v) {
  if (v.is_none()) return Interpolation::Bilinear;
  if (v.is_str()) {
    if (v.str() == "nearest") return Interpolation::Nearest;
    if (v.str() == "bilinear") return Interpolation::Bilinear;
    if (v.str() == "bicubic") return Interpolation::Bicubic;
    fail("ValueError", "interpolation: got '", v.str(),
         "', expected 'nearest', 'bilinear' or 'bicubic'.");
  }
  int64_t code = v.to_int();
  check_value(code == 0 || code == 2 || code == 3, "interpolation: got ", code,
              ", expected 0 (nearest), 2 (bilinear) or 3 (bicubic).");
  return static_cast<Interpolation>(code);
}

Size size_of(const Tensor& image) {
  check_image(image, "size");
  return is_image(image) ? Size{image.size(0), image.size(1)}
                         : Size{image.size(-2), image.size(-1)};
}

Tensor resize(const Tensor& image, Size to, Interpolation mode) {
  check_image(image, "resize");
  check_value(to.height > 0 && to.width > 0, "resize(): got the size ", to.height, " x ", to.width,
              ", expected positive sides.");
  Size from = size_of(image);
  check_value(from.height > 0 && from.width > 0, "resize(): got an empty image.");
  if (from.height == to.height && from.width == to.width) return image;
  if (mode == Interpolation::Nearest) return resize_nearest(image, from, to);
  Tensor in = image.contiguous();
  if (is_image(image)) {
    int64_t c = image.size(2);
    bool alpha = c == 2 || c == 4;
    Tensor out = two_passes<uint8_t, int32_t, int64_t>(
        alpha ? with_alpha(in, true) : in, 1, from, to, c,
        [c](Size s) {
          return std::vector<int64_t>{s.height, s.width, c};
        },
        mode, int64_t{1} << (kBits - 1), clip8, fixed_point);
    return alpha ? with_alpha(out, false) : out;
  }
  auto shape = [dims = std::vector<int64_t>(in.shape().begin(), in.shape().end())](Size s) mutable {
    dims[dims.size() - 2] = s.height;
    dims.back() = s.width;
    return dims;
  };
  int64_t planes = in.numel() / (from.height * from.width);
  if (in.dtype() != float32) in = in.to(float32);
  auto same = [](float v) { return v; };
  Tensor result = two_passes<float, float, float>(
      in, planes, from, to, 1, shape, mode, 0.0f, same,
      [](const Taps& t) { return std::vector<float>(t.weights.begin(), t.weights.end()); });
  return result.dtype() == image.dtype() ? result : result.to(image.dtype());
}

namespace {

// Positions -before .. n + after - 1 of an axis of n, brought into it.
Tensor border_index(int64_t n, int64_t before, int64_t after, std::string_view mode) {
  bool reflect = mode == "reflect";
  int64_t most = reflect ? n - 1 : n;
  check_value(mode == "edge" || (before <= most && after <= most), "pad(): got borders of ", before,
              " and ", after, ", expected at most ", most, " for a side of ", n, " and mode '",
              mode, "'.");
  std::vector<int64_t> at;
  for (int64_t i = -before; i < n + after; ++i) {
    int64_t skip = reflect ? 0 : 1;
    int64_t low = mode == "edge" ? 0 : -i - skip,
            high = mode == "edge" ? n - 1 : 2 * (n - 1) - i + skip;
    at.push_back(i < 0 ? low : i >= n ? high : i);
  }
  return from_values(std::span<const int64_t>(at), Ints{static_cast<int64_t>(at.size())});
}

}  // namespace

Tensor pad(const Tensor& image, int64_t left, int64_t top, int64_t right, int64_t bottom,
           double fill, std::string_view mode) {
  check_image(image, "pad");
  check_value(mode == "constant" || mode == "edge" || mode == "reflect" || mode == "symmetric",
              "Padding mode should be either constant, edge, reflect or symmetric, got '", mode,
              "'.");
  if (!left && !top && !right && !bottom) return image;
  Size s = size_of(image);
  int64_t dy = is_image(image) ? 0 : image.dim() - 2;
  if (mode != "constant") {
    Tensor rows = call<"index_select">(image, dy, border_index(s.height, top, bottom, mode));
    return call<"index_select">(rows, dy + 1, border_index(s.width, left, right, mode));
  }
  IntSpan shape = image.shape();
  std::vector<int64_t> out(shape.begin(), shape.end());
  out[static_cast<size_t>(dy)] += top + bottom;
  out[static_cast<size_t>(dy + 1)] += left + right;
  Tensor whole = call("full", out, fill, arg("dtype", image.dtype()));
  Tensor inner = call<"narrow">(call<"narrow">(whole, dy, top, s.height), dy + 1, left, s.width);
  call<"copy_">(inner, image);
  return whole;
}

Tensor crop(const Tensor& image, int64_t top, int64_t left, Size size) {
  Size s = size_of(image);
  int64_t above = std::max<int64_t>(-top, 0), before = std::max<int64_t>(-left, 0);
  int64_t below = std::max<int64_t>(top + size.height - s.height, 0),
          after = std::max<int64_t>(left + size.width - s.width, 0);
  Tensor whole = pad(image, before, above, after, below, 0);
  int64_t dy = is_image(image) ? 0 : image.dim() - 2;
  return call<"narrow">(call<"narrow">(whole, dy, top + above, size.height), dy + 1, left + before,
                        size.width);
}

Tensor hflip(const Tensor& image) {
  check_image(image, "hflip");
  return call<"flip">(image, Ints{is_image(image) ? 1 : image.dim() - 1});
}

Tensor vflip(const Tensor& image) {
  check_image(image, "vflip");
  return call<"flip">(image, Ints{is_image(image) ? 0 : image.dim() - 2});
}

Tensor grayscale(const Tensor& image, int64_t channels) {
  check_image(image, "grayscale");
  check_value(channels == 1 || channels == 3, "num_output_channels should be either 1 or 3, got ",
              channels, ".");
  Tensor gray;
  if (is_image(image)) {
    Tensor in = image.contiguous();
    int64_t c = in.size(2), n = in.size(0) * in.size(1);
    check_value(c == 1 || c == 3, "grayscale(): got ", c, " channels, expected 1 or 3.");
    gray = c == 1 ? in : empty({in.size(0), in.size(1), 1}, uint8);
    const uint8_t* p = in.data<uint8_t>();
    uint8_t* q = gray.data<uint8_t>();
    for (int64_t i = 0; c == 3 && i < n; ++i) {
      q[i] = static_cast<uint8_t>(
          (p[i * 3] * 19595u + p[i * 3 + 1] * 38470u + p[i * 3 + 2] * 7471u + 0x8000u) >> 16);
    }
    return channels == 1 ? gray : call<"cat">(std::vector<Tensor>{gray, gray, gray}, 2);
  }
  int64_t dim = image.dim() - 3;
  check_value(dim >= 0 && (image.size(dim) == 1 || image.size(dim) == 3),
              "grayscale(): got a tensor of shape ", image.shape(), ", expected 1 or 3 channels.");
  if (image.size(dim) == 1) {
    gray = image;
  } else {
    auto channel = [&](int64_t i, double w) {
      return call<"mul">(call<"narrow">(image, dim, i, 1), w);
    };
    gray = call<"add">(call<"add">(channel(0, 0.2989), channel(1, 0.587)), channel(2, 0.114));
  }
  return channels == 1 ? gray : call<"cat">(std::vector<Tensor>{gray, gray, gray}, dim);
}

Tensor to_float(const Tensor& image) {
  if (!is_image(image)) return image;
  Tensor in = image.contiguous();
  check_image(in, "to_tensor");
  int64_t h = in.size(0), w = in.size(1), c = in.size(2), n = h * w;
  Tensor out = empty({c, h, w}, float32);
  const uint8_t* p = in.data<uint8_t>();
  float* q = out.data<float>();
  for (int64_t k = 0; k < c; ++k) {
    for (int64_t i = 0; i < n; ++i) q[k * n + i] = static_cast<float>(p[i * c + k]) / 255.0f;
  }
  return out;
}

Tensor normalize(const Tensor& image, const std::vector<double>& mean,
                 const std::vector<double>& std, bool inplace) {
  check_type(!is_image(image), "Input tensor should be a float tensor. Got ", name(image.dtype()),
             ".");
  check_value(image.dim() >= 3,
              "Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = ",
              image.shape(), ".");
  int64_t c = image.size(-3);
  for (const auto* v : {&mean, &std}) {
    check_value(v->size() == 1 || static_cast<int64_t>(v->size()) == c, "normalize(): got ",
                v->size(), " values for ", c, " channels.");
  }
  for (double s : std)
    check_value(s != 0,
                "std evaluated to zero after conversion to float32, leading to division by zero.");
  auto column = [&](const std::vector<double>& v) {
    std::vector<float> f(v.begin(), v.end());
    return from_values(std::span<const float>(f),
                       std::vector<int64_t>{static_cast<int64_t>(f.size()), 1, 1})
        .to(image.dtype());
  };
  if (inplace) return call<"div_">(call<"sub_">(image, column(mean)), column(std));
  return call<"div">(call<"sub">(image, column(mean)), column(std));
}

}  // namespace tenon::vision
