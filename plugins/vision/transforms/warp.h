// Affine maps of images.
#pragma once
#include <array>

#include "transforms/pixels.h"

namespace tenon::vision {

// Maps a pixel (x, y) of the result to m[0] x + m[1] y + m[2], m[3] x + m[4] y + m[5] of the image.
using AffineMap = std::array<double, 6>;

// Every pixel of the result from where the map says; `fill` where that is outside. As Pillow's
// Image.transform for uint8 images, to the bit; the same in float for floating ones.
Tensor warp(const Tensor& image, Size to, const AffineMap& map, Interpolation mode,
            const std::vector<double>& fill);

// Turned counter-clockwise by `angle` degrees around `center` (x, y), the middle when it is empty;
// expand makes the result large enough for all of it. As Pillow's Image.rotate.
Tensor rotate(const Tensor& image, double angle, Interpolation mode, bool expand,
              const std::vector<double>& center, const std::vector<double>& fill);

struct Affine {
  double angle = 0;  // degrees, clockwise
  double translate[2] = {0, 0};
  double scale = 1;
  double shear[2] = {0, 0};  // degrees
};
// As torchvision's functional.affine on pictures.
Tensor affine(const Tensor& image, const Affine& a, Interpolation mode,
              const std::vector<double>& center, const std::vector<double>& fill);

}  // namespace tenon::vision
