// Residual networks: He et al., "Deep Residual Learning for Image Recognition", 2015. Fields are
// named as torchvision's.
#include <cmath>

#include "tenon/plugin.hpp"

namespace tenon::vision {
namespace {

// ---- BasicBlock ----
enum : uint32_t { kConv1, kBn1, kRelu, kConv2, kBn2, kDownsample, kStride };

Self conv(Self& self, int64_t in, int64_t out, int64_t kernel, int64_t stride, int64_t padding,
          int64_t groups = 1) {
  return self.make("nn.Conv2d", in, out, kernel, arg("stride", stride), arg("padding", padding),
                   arg("groups", groups), arg("bias", false));
}

void block_init(Self& self, int64_t inplanes, int64_t planes, int64_t stride,
                const ValueRef& downsample) {
  self.set(kConv1, conv(self, inplanes, planes, 3, stride, 1));
  self.set(kBn1, self.make("nn.BatchNorm2d", planes));
  self.set(kRelu, self.make("nn.ReLU", arg("inplace", true)));
  self.set(kConv2, conv(self, planes, planes, 3, 1, 1));
  self.set(kBn2, self.make("nn.BatchNorm2d", planes));
  self.set(kDownsample, downsample);
  self.set(kStride, stride);
}

Tensor block_forward(Self& self, const Tensor& x) {
  Tensor out = self.call(kRelu, self.call(kBn1, self.call(kConv1, x)));
  out = self.call(kBn2, self.call(kConv2, out));
  Tensor identity = self[kDownsample].is_none() ? x : self.call(kDownsample, x);
  return self.call(kRelu, call<"add_">(out, identity));
}

// ---- Bottleneck ----
enum : uint32_t {
  kNarrow,
  kNarrowBn,
  kMiddle,
  kMiddleBn,
  kWide,
  kWideBn,
  kBottleneckRelu,
  kBottleneckDownsample,
  kBottleneckStride
};
constexpr int64_t kExpansion = 4;

void bottleneck_init(Self& self, int64_t inplanes, int64_t planes, int64_t stride,
                     const ValueRef& downsample, int64_t groups, int64_t base_width) {
  int64_t width = planes * base_width / 64 * groups;
  self.set(kNarrow, conv(self, inplanes, width, 1, 1, 0));
  self.set(kNarrowBn, self.make("nn.BatchNorm2d", width));
  self.set(kMiddle, conv(self, width, width, 3, stride, 1, groups));
  self.set(kMiddleBn, self.make("nn.BatchNorm2d", width));
  self.set(kWide, conv(self, width, planes * kExpansion, 1, 1, 0));
  self.set(kWideBn, self.make("nn.BatchNorm2d", planes * kExpansion));
  self.set(kBottleneckRelu, self.make("nn.ReLU", arg("inplace", true)));
  self.set(kBottleneckDownsample, downsample);
  self.set(kBottleneckStride, stride);
}

Tensor bottleneck_forward(Self& self, const Tensor& x) {
  Tensor out = self.call(kBottleneckRelu, self.call(kNarrowBn, self.call(kNarrow, x)));
  out = self.call(kBottleneckRelu, self.call(kMiddleBn, self.call(kMiddle, out)));
  out = self.call(kWideBn, self.call(kWide, out));
  Tensor identity = self[kBottleneckDownsample].is_none() ? x : self.call(kBottleneckDownsample, x);
  return self.call(kBottleneckRelu, call<"add_">(out, identity));
}

// ---- ResNet ----
enum : uint32_t {
  kStemConv,
  kStemBn,
  kStemRelu,
  kMaxPool,
  kLayer1,
  kLayer2,
  kLayer3,
  kLayer4,
  kAvgPool,
  kFc
};

// What the blocks of a network have in common.
struct Blocks {
  const ValueRef& kind;  // a type name, or whatever makes one: a class
  int64_t groups, base_width;
  int64_t expansion = 1;

  Self make_one(Self& self, int64_t in, int64_t planes, int64_t stride,
                const Self& downsample) const {
    if (expansion != 1)
      return self.make(kind.str(), in, planes, stride, downsample, groups, base_width);
    if (kind.is_str()) return self.make(kind.str(), in, planes, stride, downsample);
    return Self(invoke(kind, in, planes, stride, downsample));
  }
};

// Appends a stage of `count` blocks; `in` becomes the channels that it gives.
Self make_layer(Self& self, const Blocks& blocks, int64_t& in, int64_t planes, int64_t count,
                int64_t stride) {
  Self downsample;
  int64_t out = planes * blocks.expansion;
  if (stride != 1 || in != out) {
    downsample = self.make("nn.Sequential", conv(self, in, out, 1, stride, 0),
                           self.make("nn.BatchNorm2d", out));
  }
  Self layer = self.make("nn.Sequential");
  for (int64_t i = 0; i < count; ++i) {
    layer.set(FieldKind::Child, std::to_string(i),
              blocks.make_one(self, i == 0 ? in : out, planes, i == 0 ? stride : 1,
                              i == 0 ? downsample : Self()));
  }
  in = out;
  return layer;
}

// He initialisation of convolutions by fan out; the last norm of each block starts at zero on
// request (Goyal et al., 2017).
void init_weights(const Self& module, bool zero_residual) {
  module.each_child([&](std::string_view, const ValueRef& v) {
    if (!v.is_self()) return;
    Self child(v);
    if (child.type_name() == "nn.Conv2d") {
      Tensor w = child.attr("weight").tensor();
      double fan_out = static_cast<double>(w.size(0) * w.size(2) * w.size(3));
      call<"normal_">(w, 0.0, std::sqrt(2.0 / fan_out));
    } else {
      init_weights(child, zero_residual);
    }
  });
  if (!zero_residual) return;
  bool basic = module.type_name() == "vision.models.BasicBlock";
  if (basic || module.type_name() == "vision.models.Bottleneck")
    call<"zero_">(Self(module.attr(basic ? "bn2" : "bn3")).attr("weight").tensor());
}

void resnet_init(Self& self, const ValueRef& block, const std::vector<int64_t>& layers,
                 int64_t num_classes, bool zero_init_residual, int64_t groups,
                 int64_t width_per_group) {
  check_value(layers.size() == 4, "ResNet: layers: got ", layers.size(), " numbers, expected 4.");
  self.set(kStemConv, conv(self, 3, 64, 7, 2, 3));
  self.set(kStemBn, self.make("nn.BatchNorm2d", 64));
  self.set(kStemRelu, self.make("nn.ReLU", arg("inplace", true)));
  self.set(kMaxPool, self.make("nn.MaxPool2d", 3, arg("stride", 2), arg("padding", 1)));
  Blocks blocks{block, groups, width_per_group};
  if (block.is_str() && block.str() == "vision.models.Bottleneck") blocks.expansion = kExpansion;
  check_value(blocks.expansion != 1 || (groups == 1 && width_per_group == 64),
              "BasicBlock only supports groups=1 and base_width=64");
  int64_t in = 64;
  for (uint32_t i = 0; i < 4; ++i) {
    self.set(kLayer1 + i,
             make_layer(self, blocks, in, int64_t{64} << i, layers[i], i == 0 ? 1 : 2));
  }
  self.set(kAvgPool, self.make("nn.AdaptiveAvgPool2d", Value(std::vector<int64_t>{1, 1})));
  self.set(kFc, self.make("nn.Linear", in, num_classes));
  NoGrad guard;
  init_weights(self, zero_init_residual);
}

Tensor resnet_forward(Self& self, const Tensor& x) {
  Tensor out =
      self.call(kMaxPool, self.call(kStemRelu, self.call(kStemBn, self.call(kStemConv, x))));
  for (uint32_t layer : {kLayer1, kLayer2, kLayer3, kLayer4}) out = self.call(layer, out);
  return self.call(kFc, call<"flatten">(self.call(kAvgPool, out), 1));
}

struct Recipe {
  const char* block;
  int64_t layers[4];
  int64_t groups = 1, width_per_group = 64;
};
constexpr const char* kBasic = "vision.models.BasicBlock";
constexpr const char* kBottleneck = "vision.models.Bottleneck";
constexpr Recipe k18 = {kBasic, {2, 2, 2, 2}}, k34 = {kBasic, {3, 4, 6, 3}},
                 k50 = {kBottleneck, {3, 4, 6, 3}}, k101 = {kBottleneck, {3, 4, 23, 3}},
                 k152 = {kBottleneck, {3, 8, 36, 3}}, kNext50 = {kBottleneck, {3, 4, 6, 3}, 32, 4},
                 kNext101 = {kBottleneck, {3, 4, 23, 3}, 32, 8},
                 kWide50 = {kBottleneck, {3, 4, 6, 3}, 1, 128},
                 kWide101 = {kBottleneck, {3, 4, 23, 3}, 1, 128};

template <const Recipe& R>
Self resnet(const ValueRef& weights, bool progress, int64_t num_classes, bool zero_init_residual) {
  (void)progress;
  check_value(weights.is_none(),
              "resnet(): weights: got a name of weights, expected None. Hint: tenon.hub.load() "
              "gives pretrained models.");
  return make("vision.models.ResNet", R.block,
              Ints{R.layers[0], R.layers[1], R.layers[2], R.layers[3]}, num_classes,
              zero_init_residual, R.groups, R.width_per_group);
}

constexpr const char* kFactory =
    "(*, any weights=None, bool progress=True, int num_classes=1000, bool "
    "zero_init_residual=False)";

#define TN_RESNET(name_, recipe, text)                                 \
  {                                                                    \
    .name = "vision.models." name_, .ctor = kFactory, .factory = true, \
    .init = fn<&resnet<recipe>>(), .doc = text                         \
  }

constexpr TypeDef kTypes[] = {
    {.name = "vision.models.BasicBlock",
     .base = "Module",
     .ctor = "(int inplanes, int planes, int stride=1, any downsample=None)",
     .fields = {child("conv1"), child("bn1"), child("relu"), child("conv2"), child("bn2"),
                optional_child("downsample"), attr("stride")},
     .methods = {method<&block_forward>("forward(Tensor x) -> Tensor")},
     .init = fn<&block_init>(),
     .doc = "Two 3x3 convolutions around which the input is added."},
    {.name = "vision.models.Bottleneck",
     .base = "Module",
     .ctor = "(int inplanes, int planes, int stride=1, any downsample=None, int groups=1, int "
             "base_width=64)",
     .fields = {child("conv1"), child("bn1"), child("conv2"), child("bn2"), child("conv3"),
                child("bn3"), child("relu"), optional_child("downsample"), attr("stride")},
     .methods = {method<&bottleneck_forward>("forward(Tensor x) -> Tensor")},
     .init = fn<&bottleneck_init>(),
     .doc = "1x1, 3x3 and 1x1 convolutions around which the input is added; the last one widens to "
            "4 planes."},
    {.name = "vision.models.ResNet",
     .base = "Module",
     .ctor = "(any block, int[] layers, int num_classes=1000, bool zero_init_residual=False, int "
             "groups=1, int width_per_group=64)",
     .fields = {child("conv1"), child("bn1"), child("relu"), child("maxpool"), child("layer1"),
                child("layer2"), child("layer3"), child("layer4"), child("avgpool"), child("fc")},
     .methods = {method<&resnet_forward>("forward(Tensor x) -> Tensor")},
     .init = fn<&resnet_init>(),
     .doc =
         "A residual network of BasicBlocks or Bottlenecks (by type name) for pictures [N, 3, H, "
         "W]; layers gives the blocks of the four stages."},
    TN_RESNET("resnet18", k18, "ResNet-18: 2, 2, 2 and 2 BasicBlocks."),
    TN_RESNET("resnet34", k34, "ResNet-34: 3, 4, 6 and 3 BasicBlocks."),
    TN_RESNET("resnet50", k50, "ResNet-50: 3, 4, 6 and 3 Bottlenecks."),
    TN_RESNET("resnet101", k101, "ResNet-101: 3, 4, 23 and 3 Bottlenecks."),
    TN_RESNET("resnet152", k152, "ResNet-152: 3, 8, 36 and 3 Bottlenecks."),
    TN_RESNET("resnext50_32x4d", kNext50,
              "ResNeXt-50 (Xie et al., 2016): Bottlenecks of 32 groups of width 4."),
    TN_RESNET("resnext101_32x8d", kNext101, "ResNeXt-101: Bottlenecks of 32 groups of width 8."),
    TN_RESNET("wide_resnet50_2", kWide50,
              "Wide ResNet-50 (Zagoruyko and Komodakis, 2016): Bottlenecks twice as wide inside."),
    TN_RESNET("wide_resnet101_2", kWide101, "Wide ResNet-101: Bottlenecks twice as wide inside."),
};
TN_TYPES(kTypes)

}  // namespace
}  // namespace tenon::vision
