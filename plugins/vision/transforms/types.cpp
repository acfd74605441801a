// torchvision.transforms, as types with base Transform. `apply` works on tensors: uint8 images [H,
// W, C], floats [C, H, W]. What makes pictures of other libraries into such tensors stands in
// python/.
#include <algorithm>
#include <cmath>

#include "transforms/pixels.h"

namespace tenon::vision {
namespace {

// A side, or (height, width).
std::vector<int64_t> sides(const ValueRef& v, std::string_view what) {
  if (v.is_int()) return {v.to_int()};
  std::vector<int64_t> s = v.ints();
  check_value(s.size() == 1 || s.size() == 2, what, ": got ", s.size(),
              " values, expected a side or (height, width).");
  for (int64_t x : s) check_value(x > 0, what, ": got ", x, ", expected positive sides.");
  return s;
}
Size square_or_size(const ValueRef& v) {
  std::vector<int64_t> s = sides(v, "size");
  return {s[0], s.back()};
}

// ---- Compose ----
enum : uint32_t { kTransforms };
void compose_init(Self& self, const ValueRef& transforms) { self.set(kTransforms, transforms); }
Tensor compose_apply(Self& self, const Tensor& image) {
  Tensor x = image;
  ValueRef list = self[kTransforms];
  for (size_t i = 0; i < list.size(); ++i) {
    ValueRef t = list[i];
    if (!t.is_self())
      fail("TypeError", "Compose: transform ", i, " is a ", t.type_name(),
           ", expected an instance of a registered Transform.");
    x = Self(t).method<Tensor>("apply", x);
  }
  return x;
}

// ---- ToTensor ----
void no_init(Self&) {}
Tensor to_tensor_apply(Self&, const Tensor& image) { return to_float(image); }

// ---- Normalize ----
enum : uint32_t { kMean, kStd, kInplace };
void normalize_init(Self& self, const ValueRef& mean, const ValueRef& std, bool inplace) {
  self.set(kMean, mean);
  self.set(kStd, std);
  self.set(kInplace, inplace);
}
Tensor normalize_apply(Self& self, const Tensor& image) {
  return normalize(image, self[kMean].floats(), self[kStd].floats(), self[kInplace].to_bool());
}

// ---- Resize ----
enum : uint32_t { kResizeSize, kInterpolation, kMaxSize, kAntialias };
void resize_init(Self& self, const ValueRef& size, const ValueRef& interpolation,
                 const ValueRef& max_size, const ValueRef& antialias) {
  sides(size, "size");
  interpolation_of(interpolation);
  self.set(kResizeSize, size);
  self.set(kInterpolation, interpolation);
  self.set(kMaxSize, max_size);
  self.set(kAntialias, antialias);
}
// One number is the shorter side; the longer one keeps the aspect, at most max_size.
Size resized(Size from, const std::vector<int64_t>& size, const ValueRef& max_size) {
  if (size.size() == 2) return {size[0], size[1]};
  auto [low, high] = std::minmax(from.height, from.width);
  int64_t new_low = size[0], new_high = size[0] * high / low;
  if (!max_size.is_none() && new_high > max_size.to_int()) {
    new_low = max_size.to_int() * new_low / new_high;
    new_high = max_size.to_int();
  }
  return from.width <= from.height ? Size{new_high, new_low} : Size{new_low, new_high};
}
Tensor resize_apply(Self& self, const Tensor& image) {
  Size to = resized(size_of(image), sides(self[kResizeSize], "size"), self[kMaxSize]);
  return resize(image, to, interpolation_of(self[kInterpolation]));
}

// ---- CenterCrop ----
enum : uint32_t { kCropSize };
void center_crop_init(Self& self, const ValueRef& size) {
  Size s = square_or_size(size);
  self.set(kCropSize, Value(std::vector<int64_t>{s.height, s.width}));
}
Tensor center_crop_apply(Self& self, const Tensor& image) {
  Size to = square_or_size(self[kCropSize]), s = size_of(image);
  // Halves are rounded to even, as Python's round() does.
  auto offset = [](int64_t have, int64_t want) {
    return static_cast<int64_t>(std::nearbyint(static_cast<double>(have - want) / 2.0));
  };
  if (s.height < to.height || s.width < to.width) {
    int64_t left = std::max<int64_t>(to.width - s.width, 0),
            top = std::max<int64_t>(to.height - s.height, 0);
    Tensor padded = pad(image, left / 2, top / 2, (left + 1) / 2, (top + 1) / 2, 0);
    Size p = size_of(padded);
    return crop(padded, offset(p.height, to.height), offset(p.width, to.width), to);
  }
  return crop(image, offset(s.height, to.height), offset(s.width, to.width), to);
}

// ---- RandomCrop ----
enum : uint32_t { kRandomSize, kPadding, kPadIfNeeded, kFill, kPaddingMode };
void random_crop_init(Self& self, const ValueRef& size, const ValueRef& padding, bool pad_if_needed,
                      const ValueRef& fill, std::string_view mode) {
  check_value(mode == "constant", "RandomCrop: padding_mode: got '", mode,
              "', expected 'constant'.");
  Size s = square_or_size(size);
  self.set(kRandomSize, Value(std::vector<int64_t>{s.height, s.width}));
  self.set(kPadding, padding);
  self.set(kPadIfNeeded, pad_if_needed);
  self.set(kFill, fill);
  self.set(kPaddingMode, Value(mode));
}
Tensor random_crop_apply(Self& self, const Tensor& image) {
  Size to = square_or_size(self[kRandomSize]);
  double fill = self[kFill].to_float();
  Tensor x = image;
  if (ValueRef padding = self[kPadding]; !padding.is_none()) {
    std::vector<int64_t> p =
        padding.is_int() ? std::vector<int64_t>{padding.to_int()} : padding.ints();
    check_value(p.size() == 1 || p.size() == 2 || p.size() == 4, "RandomCrop: padding: got ",
                p.size(), " values, expected 1, 2 or 4.");
    int64_t left = p[0], top = p.size() > 1 ? p[1] : p[0];
    x = pad(x, left, top, p.size() == 4 ? p[2] : left, p.size() == 4 ? p[3] : top, fill);
  }
  if (self[kPadIfNeeded].to_bool()) {
    Size s = size_of(x);
    int64_t dx = std::max<int64_t>(to.width - s.width, 0),
            dy = std::max<int64_t>(to.height - s.height, 0);
    x = pad(x, dx, dy, dx, dy, fill);
  }
  Size s = size_of(x);
  check_value(s.height >= to.height && s.width >= to.width, "Required crop size (", to.height, ", ",
              to.width, ") is larger than input image size (", s.height, ", ", s.width, ")");
  if (s.height == to.height && s.width == to.width) return x;
  Generator random;
  int64_t top = random.integer(0, s.height - to.height + 1),
          left = random.integer(0, s.width - to.width + 1);
  return crop(x, top, left, to);
}

// ---- RandomHorizontalFlip ----
enum : uint32_t { kP };
void flip_init(Self& self, double p) {
  check_value(p >= 0 && p <= 1, "RandomHorizontalFlip: p: got ", p, ", expected 0 to 1.");
  self.set(kP, p);
}
Tensor flip_apply(Self& self, const Tensor& image) {
  return Generator().uniform() < self[kP].to_float() ? hflip(image) : image;
}

// ---- RandomResizedCrop ----
enum : uint32_t { kRrcSize, kScale, kRatio, kRrcInterpolation, kRrcAntialias };
void random_resized_crop_init(Self& self, const ValueRef& size, const std::vector<double>& scale,
                              const std::vector<double>& ratio, const ValueRef& interpolation,
                              const ValueRef& antialias) {
  check_value(scale.size() == 2 && ratio.size() == 2,
              "RandomResizedCrop: scale and ratio are pairs (low, high).");
  check_value(ratio[0] > 0 && scale[0] >= 0, "RandomResizedCrop: got a ratio from ", ratio[0],
              " and a scale from ", scale[0], ", expected positive ones.");
  Size s = square_or_size(size);
  interpolation_of(interpolation);
  self.set(kRrcSize, Value(std::vector<int64_t>{s.height, s.width}));
  self.set(kScale, Value(scale));
  self.set(kRatio, Value(ratio));
  self.set(kRrcInterpolation, interpolation);
  self.set(kRrcAntialias, antialias);
}
// A crop of random area and aspect (Szegedy et al., 2015); after ten failures the central one that
// fits the aspect.
Tensor random_resized_crop_apply(Self& self, const Tensor& image) {
  Size s = size_of(image), to = square_or_size(self[kRrcSize]);
  std::vector<double> scale = self[kScale].floats(), ratio = self[kRatio].floats();
  Interpolation mode = interpolation_of(self[kRrcInterpolation]);
  double area = static_cast<double>(s.height * s.width);
  Generator random;
  auto low = static_cast<float>(std::log(static_cast<float>(ratio[0]))),
       high = static_cast<float>(std::log(static_cast<float>(ratio[1])));
  for (int attempt = 0; attempt < 10; ++attempt) {
    double target =
        area * random.uniform(static_cast<float>(scale[0]), static_cast<float>(scale[1]));
    double aspect = std::exp(random.uniform(low, high));
    auto w = static_cast<int64_t>(std::nearbyint(std::sqrt(target * aspect))),
         h = static_cast<int64_t>(std::nearbyint(std::sqrt(target / aspect)));
    if (w > 0 && w <= s.width && h > 0 && h <= s.height) {
      int64_t top = random.integer(0, s.height - h + 1), left = random.integer(0, s.width - w + 1);
      return resize(crop(image, top, left, {h, w}), to, mode);
    }
  }
  double have = static_cast<double>(s.width) / static_cast<double>(s.height);
  int64_t w = s.width, h = s.height;
  if (have < ratio[0]) {
    h = static_cast<int64_t>(std::nearbyint(static_cast<double>(w) / ratio[0]));
  } else if (have > ratio[1]) {
    w = static_cast<int64_t>(std::nearbyint(static_cast<double>(h) * ratio[1]));
  }
  return resize(crop(image, (s.height - h) / 2, (s.width - w) / 2, {h, w}), to, mode);
}

// ---- Grayscale ----
enum : uint32_t { kChannels };
void grayscale_init(Self& self, int64_t channels) { self.set(kChannels, channels); }
Tensor grayscale_apply(Self& self, const Tensor& image) {
  return grayscale(image, self[kChannels].to_int());
}

constexpr const char* kApply = "apply(Tensor image) -> Tensor";

constexpr TypeDef kTypes[] = {
    {.name = "vision.transforms.Compose",
     .base = "Transform",
     .ctor = "(any transforms)",
     .fields = {attr("transforms")},
     .methods = {method<&compose_apply>(kApply)},
     .init = fn<&compose_init>(),
     .doc = "Applies transforms one after the other."},
    {.name = "vision.transforms.ToTensor",
     .base = "Transform",
     .methods = {method<&to_tensor_apply>(kApply)},
     .init = fn<&no_init>(),
     .doc = "Makes a picture (8-bit, H x W x C) a float32 tensor [C, H, W] in [0, 1]."},
    {.name = "vision.transforms.Normalize",
     .base = "Transform",
     .ctor = "(any mean, any std, bool inplace=False)",
     .fields = {attr("mean"), attr("std"), attr("inplace")},
     .methods = {method<&normalize_apply>(kApply)},
     .init = fn<&normalize_init>(),
     .repr = "mean={mean}, std={std}",
     .doc =
         "Subtracts mean from each channel of a float tensor [..., C, H, W] and divides by std."},
    {.name = "vision.transforms.Resize",
     .base = "Transform",
     .ctor = "(any size, any interpolation='bilinear', any max_size=None, any antialias=True)",
     .fields = {attr("size"), attr("interpolation"), attr("max_size"), attr("antialias")},
     .methods = {method<&resize_apply>(kApply)},
     .init = fn<&resize_init>(),
     .repr =
         "size={size}, interpolation={interpolation}, max_size={max_size}, antialias={antialias}",
     .doc = "Resizes to (height, width), or the shorter side to one number, with Pillow's "
            "antialiasing filter."},
    {.name = "vision.transforms.CenterCrop",
     .base = "Transform",
     .ctor = "(any size)",
     .fields = {attr("size")},
     .methods = {method<&center_crop_apply>(kApply)},
     .init = fn<&center_crop_init>(),
     .repr = "size={size}",
     .doc = "Cuts out the middle; smaller pictures are padded with zeros first."},
    {.name = "vision.transforms.RandomCrop",
     .base = "Transform",
     .ctor = "(any size, any padding=None, bool pad_if_needed=False, any fill=0, str "
             "padding_mode='constant')",
     .fields = {attr("size"), attr("padding"), attr("pad_if_needed"), attr("fill"),
                attr("padding_mode")},
     .methods = {method<&random_crop_apply>(kApply)},
     .init = fn<&random_crop_init>(),
     .repr = "size={size}, padding={padding}",
     .doc = "Cuts out a part of the given size at a random place, after padding."},
    {.name = "vision.transforms.RandomHorizontalFlip",
     .base = "Transform",
     .ctor = "(float p=0.5)",
     .fields = {attr("p")},
     .methods = {method<&flip_apply>(kApply)},
     .init = fn<&flip_init>(),
     .repr = "p={p}",
     .doc = "Mirrors left and right with probability p."},
    {.name = "vision.transforms.RandomResizedCrop",
     .base = "Transform",
     .ctor = "(any size, float[] scale=[0.08, 1.0], float[] ratio=[0.75, 1.3333333333333333], any "
             "interpolation='bilinear', any antialias=True)",
     .fields = {attr("size"), attr("scale"), attr("ratio"), attr("interpolation"),
                attr("antialias")},
     .methods = {method<&random_resized_crop_apply>(kApply)},
     .init = fn<&random_resized_crop_init>(),
     .repr = "size={size}, scale={scale}, ratio={ratio}, interpolation={interpolation}, "
             "antialias={antialias}",
     .doc = "Cuts out a part of random area (a fraction in scale) and aspect (in ratio), and "
            "resizes it."},
    {.name = "vision.transforms.Grayscale",
     .base = "Transform",
     .ctor = "(int num_output_channels=1)",
     .fields = {attr("num_output_channels")},
     .methods = {method<&grayscale_apply>(kApply)},
     .init = fn<&grayscale_init>(),
     .repr = "num_output_channels={num_output_channels}",
     .doc = "Makes a picture gray, with 1 channel or 3 equal ones."},
};
TN_TYPES(kTypes)

}  // namespace
}  // namespace tenon::vision
