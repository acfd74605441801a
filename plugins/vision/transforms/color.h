// Colours of images: uint8 [H, W, C] as Pillow computes them, floats [C, H, W] in [0, 1].
#pragma once
#include "tenon/plugin.hpp"

namespace tenon::vision {

// A factor of 1 leaves the image as it is, 0 gives black, gray of the mean, or gray. ValueError
// when it is negative.
Tensor adjust_brightness(const Tensor& image, double factor);
Tensor adjust_contrast(const Tensor& image, double factor);
Tensor adjust_saturation(const Tensor& image, double factor);
// Turns hues by `factor`, in [-0.5, 0.5] of a circle; gray images stay as they are.
Tensor adjust_hue(const Tensor& image, double factor);
Tensor invert(const Tensor& image);

// A Gaussian of kernel = (width, height), odd, and sigma = (along x, along y); borders are
// mirrored.
Tensor gaussian_blur(const Tensor& image, const std::vector<int64_t>& kernel,
                     const std::vector<double>& sigma);

}  // namespace tenon::vision
