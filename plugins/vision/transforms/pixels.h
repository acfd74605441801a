// Pixel work of the transforms. A uint8 tensor is an image [H, W, C]; a floating one is [C, H, W]
// (or [..., H, W]).
#pragma once
#include "tenon/plugin.hpp"

namespace tenon::vision {

struct Size {
  int64_t height, width;
};

enum class Interpolation { Nearest = 0, Bilinear = 2, Bicubic = 3 };
Interpolation interpolation_of(
    const ValueRef& v);  // "bilinear", Pillow's number, or an enum's value

Size size_of(const Tensor& image);
// Pillow's antialiased resize for uint8 images, to the last bit; the same filter in float for
// floating ones.
Tensor resize(const Tensor& image, Size to, Interpolation mode);
// The part [top, top + height) x [left, left + width); zeros outside of the image.
Tensor crop(const Tensor& image, int64_t top, int64_t left, Size size);
// Borders of `fill`, or by mode: "constant", "edge" (the last pixel), "reflect" (mirrored without
// it) or "symmetric" (with it).
Tensor pad(const Tensor& image, int64_t left, int64_t top, int64_t right, int64_t bottom,
           double fill, std::string_view mode = "constant");
Tensor hflip(const Tensor& image);
Tensor vflip(const Tensor& image);
Tensor grayscale(const Tensor& image, int64_t channels);  // 1 or 3
Tensor to_float(const Tensor& image);  // uint8 [H, W, C] -> float32 [C, H, W] in [0, 1]
Tensor normalize(const Tensor& image, const std::vector<double>& mean,
                 const std::vector<double>& std, bool inplace);

}  // namespace tenon::vision
