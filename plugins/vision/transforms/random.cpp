// Transforms that draw: colours, geometry, erasing. The numbers are drawn in torchvision's order.
#include <algorithm>
#include <cmath>

#include "transforms/color.h"
#include "transforms/warp.h"

namespace tenon::vision {
namespace {

using Pair = std::vector<double>;

double drawn(const Pair& range) {
  return static_cast<double>(
      Generator().uniform(static_cast<float>(range[0]), static_cast<float>(range[1])));
}
Value pair_value(const Pair& p) { return p.empty() ? Value() : Value(p); }
Pair pair_of(const ValueRef& v) { return v.is_none() ? Pair{} : v.floats(); }

// One number spreads around `center`; two are the range. Empty when it leaves images as they are.
Pair factor_range(const char* name, const ValueRef& v, double center, double low, double high) {
  Pair r;
  if (v.is_int() || v.is_float()) {
    double x = v.to_float();
    check_value(x >= 0, "If ", name, " is a single number, it must be non negative.");
    r = {center - x, center + x};
    if (center == 1) r[0] = std::max(r[0], 0.0);
  } else {
    r = v.floats();
    check_type(r.size() == 2, name, " should be a single number or a list/tuple with length 2.");
  }
  check_value(low <= r[0] && r[0] <= r[1] && r[1] <= high, name, " values should be between (", low,
              ", ", high, "), but got (", r[0], ", ", r[1], ").");
  return r[0] == center && r[1] == center ? Pair{} : r;
}

// ---- ColorJitter ----
enum : uint32_t { kBrightness, kContrast, kSaturation, kHue };
void jitter_init(Self& self, const ValueRef& brightness, const ValueRef& contrast,
                 const ValueRef& saturation, const ValueRef& hue) {
  constexpr double kNoEnd = std::numeric_limits<double>::infinity();
  self.set(kBrightness, pair_value(factor_range("brightness", brightness, 1, 0, kNoEnd)));
  self.set(kContrast, pair_value(factor_range("contrast", contrast, 1, 0, kNoEnd)));
  self.set(kSaturation, pair_value(factor_range("saturation", saturation, 1, 0, kNoEnd)));
  self.set(kHue, pair_value(factor_range("hue", hue, 0, -0.5, 0.5)));
}
Tensor jitter_apply(Self& self, const Tensor& image) {
  Tensor order = call("randperm", int64_t{4}), x = image;
  double factor[4] = {};
  Pair range[4];
  for (uint32_t k = 0; k < 4; ++k) {
    range[k] = pair_of(self[k]);
    if (!range[k].empty()) factor[k] = drawn(range[k]);
  }
  for (int64_t i = 0; i < 4; ++i) {
    auto k = static_cast<uint32_t>(order.data<int64_t>()[i]);
    if (range[k].empty()) continue;
    x = k == kBrightness   ? adjust_brightness(x, factor[k])
        : k == kContrast   ? adjust_contrast(x, factor[k])
        : k == kSaturation ? adjust_saturation(x, factor[k])
                           : adjust_hue(x, factor[k]);
  }
  return x;
}

// ---- RandomRotation ----
// degrees: one number means (-degrees, degrees).
Pair symmetric(const char* name, const ValueRef& v) {
  if (v.is_int() || v.is_float()) {
    double x = v.to_float();
    check_value(x >= 0, "If ", name, " is a single number, it must be positive.");
    return {-x, x};
  }
  Pair r = v.floats();
  check_value(r.size() == 2, name, " should be a sequence of length 2.");
  return r;
}
Pair fill_of(const ValueRef& v) {
  if (v.is_none()) return {0};
  return v.is_int() || v.is_float() ? Pair{v.to_float()} : v.floats();
}

enum : uint32_t { kDegrees, kRotInterpolation, kExpand, kCenter, kRotFill };
void rotation_init(Self& self, const ValueRef& degrees, const ValueRef& interpolation, bool expand,
                   const ValueRef& center, const ValueRef& fill) {
  self.set(kDegrees, Value(symmetric("degrees", degrees)));
  interpolation_of(interpolation);
  self.set(kRotInterpolation, interpolation);
  self.set(kExpand, expand);
  self.set(kCenter, center);
  self.set(kRotFill, fill);
}
Tensor rotation_apply(Self& self, const Tensor& image) {
  return rotate(image, drawn(self[kDegrees].floats()), interpolation_of(self[kRotInterpolation]),
                self[kExpand].to_bool(), pair_of(self[kCenter]), fill_of(self[kRotFill]));
}

// ---- RandomAffine ----
enum : uint32_t {
  kAffDegrees,
  kTranslate,
  kAffScale,
  kShear,
  kAffInterpolation,
  kAffFill,
  kAffCenter
};
void affine_init(Self& self, const ValueRef& degrees, const ValueRef& translate,
                 const ValueRef& scale, const ValueRef& shear, const ValueRef& interpolation,
                 const ValueRef& fill, const ValueRef& center) {
  Pair shift = pair_of(translate), zoom = pair_of(scale), slant;
  check_value(shift.empty() || shift.size() == 2, "translate should be a sequence of length 2.");
  for (double t : shift)
    check_value(t >= 0 && t <= 1, "translation values should be between 0 and 1, got ", t, ".");
  check_value(zoom.empty() || zoom.size() == 2, "scale should be a sequence of length 2.");
  for (double z : zoom) check_value(z > 0, "scale values should be positive, got ", z, ".");
  if (!shear.is_none()) {
    bool single = shear.is_int() || shear.is_float();
    slant = single ? symmetric("shear", shear) : shear.floats();
    check_value(slant.size() == 2 || slant.size() == 4,
                "shear should be a sequence of length 2 or 4.");
  }
  interpolation_of(interpolation);
  self.set(kAffDegrees, Value(symmetric("degrees", degrees)));
  self.set(kTranslate, pair_value(shift));
  self.set(kAffScale, pair_value(zoom));
  self.set(kShear, pair_value(slant));
  self.set(kAffInterpolation, interpolation);
  self.set(kAffFill, fill);
  self.set(kAffCenter, center);
}
Tensor affine_apply(Self& self, const Tensor& image) {
  Size s = size_of(image);
  Affine a;
  a.angle = drawn(self[kAffDegrees].floats());
  if (Pair shift = pair_of(self[kTranslate]); !shift.empty()) {
    const double sides[2] = {static_cast<double>(s.width), static_cast<double>(s.height)};
    for (size_t i = 0; i < 2; ++i)
      a.translate[i] = std::nearbyint(drawn({-shift[i] * sides[i], shift[i] * sides[i]}));
  }
  if (Pair zoom = pair_of(self[kAffScale]); !zoom.empty()) a.scale = drawn(zoom);
  if (Pair slant = pair_of(self[kShear]); !slant.empty()) {
    a.shear[0] = drawn({slant[0], slant[1]});
    if (slant.size() == 4) a.shear[1] = drawn({slant[2], slant[3]});
  }
  return affine(image, a, interpolation_of(self[kAffInterpolation]), pair_of(self[kAffCenter]),
                fill_of(self[kAffFill]));
}

// ---- RandomErasing ----
enum : uint32_t { kEraseP, kEraseScale, kEraseRatio, kEraseValue, kEraseInplace };
void erasing_init(Self& self, double p, const Pair& scale, const Pair& ratio, const ValueRef& value,
                  bool inplace) {
  check_value(scale.size() == 2 && scale[0] >= 0 && scale[1] <= 1,
              "Scale should be between 0 and 1");
  check_value(ratio.size() == 2 && ratio[0] > 0,
              "RandomErasing: ratio is a pair of positive numbers.");
  check_value(p >= 0 && p <= 1, "Random erasing probability should be between 0 and 1");
  check_value(!value.is_str() || value.str() == "random", "If value is str, it should be 'random'");
  self.set(kEraseP, p);
  self.set(kEraseScale, Value(scale));
  self.set(kEraseRatio, Value(ratio));
  self.set(kEraseValue, value);
  self.set(kEraseInplace, inplace);
}
// What fills the rectangle: noise, or the value's numbers by channels.
Tensor erasing_fill(const ValueRef& value, const Tensor& image, int64_t h, int64_t w) {
  int64_t c = image.size(-3);
  if (value.is_str()) return call("randn", Ints{c, h, w});
  Pair v = value.is_int() || value.is_float() ? Pair{value.to_float()} : value.floats();
  check_value(v.size() == 1 || static_cast<int64_t>(v.size()) == c,
              "If value is a sequence, it should have either a single value or ", c,
              " (number of input channels)");
  std::vector<float> numbers(v.begin(), v.end());
  return from_values(std::span<const float>(numbers), Ints{static_cast<int64_t>(v.size()), 1, 1});
}
Tensor erasing_apply(Self& self, const Tensor& image) {
  check_type(
      image.dtype() != uint8 && image.dim() >= 3,
      "RandomErasing: got a picture, expected a float tensor [..., C, H, W]. Hint: ToTensor() "
      "comes first.");
  Generator random;
  if (static_cast<double>(random.uniform()) >= self[kEraseP].to_float()) return image;
  int64_t height = image.size(-2), width = image.size(-1);
  auto area = static_cast<double>(height * width);
  Pair ratio = self[kEraseRatio].floats();
  Pair logs = {std::log(ratio[0]), std::log(ratio[1])};
  for (int attempt = 0; attempt < 10; ++attempt) {
    double wanted = area * drawn(self[kEraseScale].floats()), aspect = std::exp(drawn(logs));
    auto h = static_cast<int64_t>(std::nearbyint(std::sqrt(wanted * aspect))),
         w = static_cast<int64_t>(std::nearbyint(std::sqrt(wanted / aspect)));
    if (h >= height || w >= width) continue;
    Tensor fill = erasing_fill(self[kEraseValue], image, h, w);
    int64_t top = random.integer(0, height - h + 1), left = random.integer(0, width - w + 1);
    Tensor out = self[kEraseInplace].to_bool() ? image : call("clone", image);
    call<"copy_">(call<"narrow">(call<"narrow">(out, -2, top, h), -1, left, w), fill);
    return out;
  }
  return image;
}

// ---- GaussianBlur ----
enum : uint32_t { kKernelSize, kSigma };
void blur_init(Self& self, const ValueRef& kernel, const ValueRef& sigma) {
  std::vector<int64_t> k = kernel.is_int() ? std::vector<int64_t>{kernel.to_int()} : kernel.ints();
  check_value(k.size() == 1 || k.size() == 2, "Kernel size should be a tuple/list of two integers");
  for (int64_t x : k)
    check_value(x > 0 && x % 2 == 1, "Kernel size value should be an odd and positive number.");
  Pair s = sigma.is_int() || sigma.is_float() ? Pair{sigma.to_float(), sigma.to_float()}
                                              : sigma.floats();
  check_value(s.size() == 2 && s[0] > 0 && s[0] <= s[1],
              "sigma values should be positive and of the form (min, max).");
  self.set(kKernelSize, Value(std::vector<int64_t>{k[0], k.back()}));
  self.set(kSigma, Value(s));
}
Tensor blur_apply(Self& self, const Tensor& image) {
  double s = drawn(self[kSigma].floats());
  return gaussian_blur(image, self[kKernelSize].ints(), {s, s});
}

// ---- RandomVerticalFlip, RandomGrayscale, RandomInvert ----
enum : uint32_t { kP };
void chance_init(Self& self, double p) {
  check_value(p >= 0 && p <= 1, "p: got ", p, ", expected 0 to 1.");
  self.set(kP, p);
}
bool happens(Self& self) {
  return static_cast<double>(Generator().uniform()) < self[kP].to_float();
}
Tensor vflip_apply(Self& self, const Tensor& image) { return happens(self) ? vflip(image) : image; }
Tensor invert_apply(Self& self, const Tensor& image) {
  return happens(self) ? invert(image) : image;
}
Tensor gray_apply(Self& self, const Tensor& image) {
  if (!happens(self)) return image;
  return grayscale(image, image.dtype() == uint8 ? image.size(2) : image.size(-3));
}

// ---- Pad ----
enum : uint32_t { kPadding, kFill, kPaddingMode };
void pad_init(Self& self, const ValueRef& padding, const ValueRef& fill, std::string_view mode) {
  if (!padding.is_int()) {
    size_t n = padding.ints().size();
    check_value(n == 1 || n == 2 || n == 4,
                "Padding must be an int or a 1, 2, or 4 element tuple, not a ", n,
                " element tuple");
  }
  self.set(kPadding, padding);
  self.set(kFill, fill);
  self.set(kPaddingMode, Value(mode));
}
Tensor pad_apply(Self& self, const Tensor& image) {
  ValueRef v = self[kPadding];
  std::vector<int64_t> p = v.is_int() ? std::vector<int64_t>{v.to_int()} : v.ints();
  int64_t left = p[0], top = p.size() > 1 ? p[1] : p[0];
  return pad(image, left, top, p.size() == 4 ? p[2] : left, p.size() == 4 ? p[3] : top,
             self[kFill].to_float(), self[kPaddingMode].str());
}

constexpr const char* kApply = "apply(Tensor image) -> Tensor";

constexpr TypeDef kTypes[] = {
    {.name = "vision.transforms.ColorJitter",
     .base = "Transform",
     .ctor = "(any brightness=0, any contrast=0, any saturation=0, any hue=0)",
     .fields = {attr("brightness"), attr("contrast"), attr("saturation"), attr("hue")},
     .methods = {method<&jitter_apply>(kApply)},
     .init = fn<&jitter_init>(),
     .repr = "brightness={brightness}, contrast={contrast}, saturation={saturation}, hue={hue}",
     .doc = "Changes colours by random factors, in a random order. A number x stands for the range "
            "[max(0, 1 - x), 1 + x], for hue [-x, x]."},
    {.name = "vision.transforms.RandomRotation",
     .base = "Transform",
     .ctor = "(any degrees, any interpolation='nearest', bool expand=False, any center=None, any "
             "fill=0)",
     .fields = {attr("degrees"), attr("interpolation"), attr("expand"), attr("center"),
                attr("fill")},
     .methods = {method<&rotation_apply>(kApply)},
     .init = fn<&rotation_init>(),
     .repr = "degrees={degrees}, interpolation={interpolation}, expand={expand}, fill={fill}",
     .doc = "Turns by a random angle of (-degrees, degrees), or of a range (low, high)."},
    {.name = "vision.transforms.RandomAffine",
     .base = "Transform",
     .ctor = "(any degrees, any translate=None, any scale=None, any shear=None, any "
             "interpolation='nearest', any fill=0, any center=None)",
     .fields = {attr("degrees"), attr("translate"), attr("scale"), attr("shear"),
                attr("interpolation"), attr("fill"), attr("center")},
     .methods = {method<&affine_apply>(kApply)},
     .init = fn<&affine_init>(),
     .repr = "degrees={degrees}, translate={translate}, scale={scale}, shear={shear}",
     .doc = "A random turn, translation (fractions of the sides), scale and shear (degrees) that "
            "keep the middle."},
    {.name = "vision.transforms.RandomErasing",
     .base = "Transform",
     .ctor =
         "(float p=0.5, float[] scale=[0.02, 0.33], float[] ratio=[0.3, 3.3], any value=0, bool "
         "inplace=False)",
     .fields = {attr("p"), attr("scale"), attr("ratio"), attr("value"), attr("inplace")},
     .methods = {method<&erasing_apply>(kApply)},
     .init = fn<&erasing_init>(),
     .repr = "p={p}, scale={scale}, ratio={ratio}, value={value}, inplace={inplace}",
     .doc =
         "Fills a random rectangle of a tensor [..., C, H, W] (Zhong et al., 2017) with a value, "
         "one per channel, or with noise ('random')."},
    {.name = "vision.transforms.GaussianBlur",
     .base = "Transform",
     .ctor = "(any kernel_size, any sigma=[0.1, 2.0])",
     .fields = {attr("kernel_size"), attr("sigma")},
     .methods = {method<&blur_apply>(kApply)},
     .init = fn<&blur_init>(),
     .repr = "kernel_size={kernel_size}, sigma={sigma}",
     .doc = "Blurs by a Gaussian of random sigma; kernel_size is odd, or (width, height)."},
    {.name = "vision.transforms.RandomVerticalFlip",
     .base = "Transform",
     .ctor = "(float p=0.5)",
     .fields = {attr("p")},
     .methods = {method<&vflip_apply>(kApply)},
     .init = fn<&chance_init>(),
     .repr = "p={p}",
     .doc = "Mirrors top and bottom with probability p."},
    {.name = "vision.transforms.RandomGrayscale",
     .base = "Transform",
     .ctor = "(float p=0.1)",
     .fields = {attr("p")},
     .methods = {method<&gray_apply>(kApply)},
     .init = fn<&chance_init>(),
     .repr = "p={p}",
     .doc = "Makes a picture gray with probability p; it keeps its number of channels."},
    {.name = "vision.transforms.RandomInvert",
     .base = "Transform",
     .ctor = "(float p=0.5)",
     .fields = {attr("p")},
     .methods = {method<&invert_apply>(kApply)},
     .init = fn<&chance_init>(),
     .repr = "p={p}",
     .doc = "Makes a picture negative with probability p."},
    {.name = "vision.transforms.Pad",
     .base = "Transform",
     .ctor = "(any padding, any fill=0, str padding_mode='constant')",
     .fields = {attr("padding"), attr("fill"), attr("padding_mode")},
     .methods = {method<&pad_apply>(kApply)},
     .init = fn<&pad_init>(),
     .repr = "padding={padding}, fill={fill}, padding_mode={padding_mode}",
     .doc = "Adds borders: one number, (left and right, top and bottom), or (left, top, right, "
            "bottom); constant, edge, reflect or symmetric."},
};
TN_TYPES(kTypes)

}  // namespace
}  // namespace tenon::vision
