#include "transforms/color.h"

#include <algorithm>
#include <cmath>

#include "transforms/pixels.h"

namespace tenon::vision {
namespace {

bool is_bytes(const Tensor& image) { return image.dtype() == uint8; }

int64_t channels_of(const Tensor& image) {
  size_of(image);  // checks the shape
  return is_bytes(image) ? image.size(2) : image.dim() >= 3 ? image.size(-3) : 1;
}

void check_factor(const char* op, double factor) {
  check_value(factor >= 0, op, "(): factor: got ", factor, ", expected a non-negative number.");
}
void check_colours(const char* op, int64_t c) {
  check_value(c == 1 || c == 3, op, "(): got ", c, " channels, expected 1 or 3.");
}

// Pillow's ImagingBlend: gray + factor (image - gray), in float, cut to bytes.
uint8_t blend(uint8_t gray, uint8_t image, float factor) {
  float v = static_cast<float>(gray) +
            factor * static_cast<float>(static_cast<int>(image) - static_cast<int>(gray));
  return v <= 0 ? 0 : v >= 255 ? 255 : static_cast<uint8_t>(v);
}

// Every byte blended with gray(i), i counting pixels.
template <class F>
Tensor blend_bytes(const Tensor& image, double factor, F gray) {
  Tensor in = image.contiguous(), out = empty(in.shape(), uint8);
  const uint8_t* p = in.data<uint8_t>();
  uint8_t* q = out.data<uint8_t>();
  int64_t c = in.size(2), n = in.size(0) * in.size(1);
  for (int64_t i = 0; i < n; ++i) {
    uint8_t g = gray(i);
    for (int64_t k = 0; k < c; ++k)
      q[i * c + k] = blend(g, p[i * c + k], static_cast<float>(factor));
  }
  return out;
}

// factor * image + (1 - factor) * gray, within [0, 1].
Tensor blend_floats(const Tensor& image, const Tensor& gray, double factor) {
  Tensor sum = call<"add">(call<"mul">(image, factor), call<"mul">(gray, 1 - factor));
  return call("clamp", sum, 0.0, 1.0);
}

// ---- hue ----
struct Hsv {
  uint8_t h, s, v;
};

// Pillow's conversions (Imaging/Convert.c), with its mixture of float and double.
Hsv to_hsv(const uint8_t* rgb) {
  uint8_t r = rgb[0], g = rgb[1], b = rgb[2];
  uint8_t high = std::max({r, g, b}), low = std::min({r, g, b});
  if (low == high) return {0, 0, high};
  auto range = static_cast<float>(high - low);
  float s = range / static_cast<float>(high);
  auto below = [&](uint8_t x) { return static_cast<float>(high - x) / range; };
  float rc = below(r), gc = below(g), bc = below(b), h;
  if (r == high)
    h = bc - gc;
  else if (g == high)
    h = static_cast<float>(2.0 + static_cast<double>(rc) - static_cast<double>(bc));
  else
    h = static_cast<float>(4.0 + static_cast<double>(gc) - static_cast<double>(rc));
  h = static_cast<float>(std::fmod(static_cast<double>(h) / 6.0 + 1.0, 1.0));
  auto byte = [](float x) {
    return static_cast<uint8_t>(
        std::clamp(static_cast<int>(static_cast<double>(x) * 255.0), 0, 255));
  };
  return {byte(h), byte(s), high};
}

void to_rgb(Hsv c, uint8_t* rgb) {
  double turn = static_cast<double>(static_cast<float>(c.h)) * 6.0 / 255.0, v = c.v;
  int i = static_cast<int>(std::floor(turn));
  auto f = static_cast<float>(turn - i), fs = static_cast<float>(static_cast<float>(c.s) / 255.0);
  auto byte = [](double x) { return static_cast<uint8_t>(std::clamp(std::round(x), 0.0, 255.0)); };
  uint8_t p = byte(v * (1.0 - static_cast<double>(fs))),
          q = byte(v * (1.0 - static_cast<double>(fs * f))),
          t = byte(v * (1.0 - static_cast<double>(fs) * (1.0 - static_cast<double>(f))));
  const uint8_t table[6][3] = {{c.v, t, p}, {q, c.v, p}, {p, c.v, t},
                               {p, q, c.v}, {t, p, c.v}, {c.v, p, q}};
  std::copy_n(c.s == 0 ? std::begin({c.v, c.v, c.v}) : table[i % 6], 3, rgb);
}

Tensor turn_bytes(const Tensor& image, double factor) {
  Tensor in = image.contiguous(), out = empty(in.shape(), uint8);
  const uint8_t* p = in.data<uint8_t>();
  uint8_t* q = out.data<uint8_t>();
  auto turn = static_cast<uint8_t>(static_cast<int32_t>(factor * 255));
  for (int64_t i = 0, n = in.numel(); i < n; i += 3) {
    Hsv c = to_hsv(p + i);
    c.h = static_cast<uint8_t>(c.h + turn);
    to_rgb(c, q + i);
  }
  return out;
}

void turn_pixel(const float* in, float* out, int64_t plane, float factor) {
  float r = in[0], g = in[plane], b = in[2 * plane];
  float high = std::max({r, g, b}), low = std::min({r, g, b}), range = high - low;
  float s = range / (range == 0 ? 1 : high), divisor = range == 0 ? 1 : range;
  float rc = (high - r) / divisor, gc = (high - g) / divisor, bc = (high - b) / divisor;
  float h = high == r ? bc - gc : high == g ? 2 + rc - bc : 4 + gc - rc;
  h = std::fmod(h / 6 + 1, 1.0f);
  h = h + factor - std::floor(h + factor);
  float sixth = std::floor(h * 6), f = h * 6 - sixth;
  auto cut = [](float x) { return std::clamp(x, 0.0f, 1.0f); };
  float p = cut(high * (1 - s)), q = cut(high * (1 - s * f)), t = cut(high * (1 - s * (1 - f)));
  const float table[6][3] = {{high, t, p}, {q, high, p}, {p, high, t},
                             {p, q, high}, {t, p, high}, {high, p, q}};
  for (int64_t k = 0; k < 3; ++k) out[k * plane] = table[static_cast<int>(sixth) % 6][k];
}

Tensor turn_floats(const Tensor& image, double factor) {
  Tensor in = image.to(float32).contiguous(), out = empty(in.shape(), float32);
  int64_t plane = in.size(-1) * in.size(-2);
  for (int64_t at = 0; at < in.numel(); at += 3 * plane)
    for (int64_t i = at; i < at + plane; ++i)
      turn_pixel(in.data<float>() + i, out.data<float>() + i, plane, static_cast<float>(factor));
  return out.to(image.dtype());
}

}  // namespace

Tensor adjust_brightness(const Tensor& image, double factor) {
  check_factor("adjust_brightness", factor);
  channels_of(image);
  if (is_bytes(image)) return blend_bytes(image, factor, [](int64_t) { return uint8_t{0}; });
  return call("clamp", call<"mul">(image, factor), 0.0, 1.0);
}

Tensor adjust_contrast(const Tensor& image, double factor) {
  check_factor("adjust_contrast", factor);
  check_colours("adjust_contrast", channels_of(image));
  Tensor gray = grayscale(image, 1);
  if (!is_bytes(image))
    return blend_floats(image, call("mean", gray, Ints{-3, -2, -1}, true), factor);
  const uint8_t* g = gray.data<uint8_t>();
  double sum = 0;
  for (int64_t i = 0; i < gray.numel(); ++i) sum += g[i];
  auto mean =
      static_cast<uint8_t>(sum / static_cast<double>(std::max<int64_t>(gray.numel(), 1)) + 0.5);
  return blend_bytes(image, factor, [mean](int64_t) { return mean; });
}

Tensor adjust_saturation(const Tensor& image, double factor) {
  check_factor("adjust_saturation", factor);
  int64_t c = channels_of(image);
  check_colours("adjust_saturation", c);
  if (c == 1) return image;
  Tensor gray = grayscale(image, 1).contiguous();
  if (!is_bytes(image)) return blend_floats(image, gray, factor);
  const uint8_t* g = gray.data<uint8_t>();
  return blend_bytes(image, factor, [g](int64_t i) { return g[i]; });
}

Tensor adjust_hue(const Tensor& image, double factor) {
  check_value(factor >= -0.5 && factor <= 0.5, "hue_factor (", factor, ") is not in [-0.5, 0.5].");
  int64_t c = channels_of(image);
  check_colours("adjust_hue", c);
  if (c == 1 || image.numel() == 0) return image;
  return is_bytes(image) ? turn_bytes(image, factor) : turn_floats(image, factor);
}

Tensor invert(const Tensor& image) {
  channels_of(image);
  return call("rsub", image, is_bytes(image) ? Value(int64_t{255}) : Value(1.0));
}

Tensor gaussian_blur(const Tensor& image, const std::vector<int64_t>& kernel,
                     const std::vector<double>& sigma) {
  check_value(kernel.size() == 2 && sigma.size() == 2, "gaussian_blur(): got ", kernel.size(),
              " kernel sizes and ", sigma.size(), " sigmas, expected 2 of each.");
  auto bell = [&](size_t i) {
    check_value(kernel[i] > 0 && kernel[i] % 2 == 1,
                "kernel_size should have odd and positive integers. Got ", kernel[i], ".");
    check_value(sigma[i] > 0, "sigma should have positive values. Got ", sigma[i], ".");
    std::vector<float> w(static_cast<size_t>(kernel[i]));
    float sum = 0, half = static_cast<float>(kernel[i] - 1) * 0.5f;
    for (size_t k = 0; k < w.size(); ++k) {
      float x = (static_cast<float>(k) - half) / static_cast<float>(sigma[i]);
      sum += w[k] = std::exp(-0.5f * x * x);
    }
    for (float& x : w) x /= sum;
    return w;
  };
  std::vector<float> x = bell(0), y = bell(1);
  int64_t c = channels_of(image);
  Tensor in = is_bytes(image) ? call("permute", image, Ints{2, 0, 1}) : image;
  Size s = size_of(image);
  check_value(kernel[0] / 2 < s.width && kernel[1] / 2 < s.height, "gaussian_blur(): the kernel ",
              kernel[0], " x ", kernel[1], " is too large for an image of ", s.width, " x ",
              s.height, ".");
  Tensor planes = call("reshape", in, std::vector<int64_t>{-1, c, s.height, s.width}).to(float32);
  planes = call("pad", planes,
                std::vector<int64_t>{kernel[0] / 2, kernel[0] / 2, kernel[1] / 2, kernel[1] / 2},
                "reflect");
  auto along = [&](const Tensor& t, const std::vector<float>& w, int64_t h, int64_t v) {
    Tensor weight = from_values(std::span<const float>(w), std::vector<int64_t>{1, 1, v, h});
    weight = call("expand", weight, std::vector<int64_t>{c, 1, v, h}).contiguous();
    return call("conv2d", t, weight, arg("groups", c));
  };
  Tensor out = along(along(planes, x, kernel[0], 1), y, 1, kernel[1]);
  out = call("reshape", out, std::vector<int64_t>(in.shape().begin(), in.shape().end()));
  if (!is_bytes(image)) return out.to(image.dtype());
  return call("permute", call("clamp", call("round", out), 0.0, 255.0).to(uint8), Ints{1, 2, 0})
      .contiguous();
}

}  // namespace tenon::vision
