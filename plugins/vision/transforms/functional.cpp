// The transforms as functions of an image: what tenon.vision.transforms.functional calls.
#include "transforms/color.h"
#include "transforms/pixels.h"
#include "transforms/warp.h"

namespace tenon::vision {
namespace {

Tensor resize_op(const Tensor& image, int64_t height, int64_t width, const ValueRef& mode) {
  return resize(image, {height, width}, interpolation_of(mode));
}
Tensor crop_op(const Tensor& image, int64_t top, int64_t left, int64_t height, int64_t width) {
  return crop(image, top, left, {height, width});
}
Tensor pad_op(const Tensor& image, const std::vector<int64_t>& padding, double fill,
              std::string_view mode) {
  check_value(padding.size() == 4, "padding: got ", padding.size(),
              " values, expected (left, top, right, bottom).");
  return pad(image, padding[0], padding[1], padding[2], padding[3], fill, mode);
}
Tensor rotate_op(const Tensor& image, double angle, const ValueRef& mode, bool expand,
                 const std::vector<double>& center, const std::vector<double>& fill) {
  return rotate(image, angle, interpolation_of(mode), expand, center, fill);
}
Tensor affine_op(const Tensor& image, double angle, const std::vector<double>& translate,
                 double scale, const std::vector<double>& shear, const ValueRef& mode,
                 const std::vector<double>& center, const std::vector<double>& fill) {
  check_value(translate.size() == 2 && shear.size() == 2,
              "affine(): translate and shear have two values each.");
  Affine a{angle, {translate[0], translate[1]}, scale, {shear[0], shear[1]}};
  return affine(image, a, interpolation_of(mode), center, fill);
}

Tensor normalize_new(const Tensor& image, const std::vector<double>& mean,
                     const std::vector<double>& std) {
  return normalize(image, mean, std, false);
}

#define TN_FACTOR_OP(name_, text)                                         \
  {                                                                       \
    .schema = "vision::" #name_ "(Tensor image, float factor) -> Tensor", \
    .kernels = {kernel<&name_>()}, .nondiff = "pixels", .doc = text       \
  }

constexpr OpDef kOps[] = {
    TN_FACTOR_OP(adjust_brightness,
                 "Brightness of an image, uint8 [H, W, C] or floats [C, H, W], times factor."),
    TN_FACTOR_OP(adjust_contrast, "Distances of an image from its mean gray, times factor."),
    TN_FACTOR_OP(adjust_saturation, "Distances of an image from its gray version, times factor."),
    TN_FACTOR_OP(adjust_hue, "Hues of an image turned by factor, -0.5 to 0.5 of a circle."),
    {.schema = "vision::invert(Tensor image) -> Tensor",
     .kernels = {kernel<&invert>()},
     .nondiff = "pixels",
     .doc = "The negative of an image."},
    {.schema = "vision::grayscale(Tensor image, int channels) -> Tensor",
     .kernels = {kernel<&grayscale>()},
     .nondiff = "pixels",
     .doc = "An image in gray, with 1 channel or 3 equal ones."},
    {.schema = "vision::gaussian_blur(Tensor image, int[] kernel, float[] sigma) -> Tensor",
     .kernels = {kernel<&gaussian_blur>()},
     .nondiff = "pixels",
     .doc = "An image under a Gaussian of kernel (width, height) and sigma (along x, along y); "
            "borders are mirrored."},
    {.schema = "vision::resize(Tensor image, int height, int width, any interpolation) -> Tensor",
     .kernels = {kernel<&resize_op>()},
     .nondiff = "pixels",
     .doc = "An image in another size, with Pillow's antialiasing filter."},
    {.schema = "vision::crop(Tensor image, int top, int left, int height, int width) -> Tensor",
     .kernels = {kernel<&crop_op>()},
     .nondiff = "pixels",
     .doc = "A part of an image; zeros where it reaches outside."},
    {.schema = "vision::pad_image(Tensor image, int[] padding, float fill, str mode) -> Tensor",
     .kernels = {kernel<&pad_op>()},
     .nondiff = "pixels",
     .doc =
         "An image with borders (left, top, right, bottom): constant, edge, reflect or symmetric."},
    {.schema = "vision::rotate(Tensor image, float angle, any interpolation, bool expand, float[] "
               "center, float[] fill) -> Tensor",
     .kernels = {kernel<&rotate_op>()},
     .nondiff = "pixels",
     .doc = "An image turned counter-clockwise by angle degrees, as Pillow's Image.rotate."},
    {.schema = "vision::affine(Tensor image, float angle, float[] translate, float scale, float[] "
               "shear, any interpolation, float[] center, float[] fill) -> Tensor",
     .kernels = {kernel<&affine_op>()},
     .nondiff = "pixels",
     .doc = "An image under a turn, a translation, a scale and a shear that keep its center."},
    {.schema = "vision::normalize(Tensor image, float[] mean, float[] std) -> Tensor",
     .decompose = fn<&normalize_new>(),
     .doc = "(image - mean) / std by channels of a float tensor [..., C, H, W]."},
};
TN_OPS(kOps)

}  // namespace
}  // namespace tenon::vision
