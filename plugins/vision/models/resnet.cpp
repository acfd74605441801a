// Residual networks: He et al., "Deep Residual Learning for Image Recognition", 2015. Fields are
// named as torchvision's.
#include <cmath>

#include "tenon/plugin.hpp"

namespace tenon::vision {
namespace {

// ---- BasicBlock ----
enum : uint32_t { kConv1, kBn1, kRelu, kConv2, kBn2, kDownsample, kStride };

Self conv(Self& self, int64_t in, int64_t out, int64_t kernel, int64_t stride, int64_t padding) {
  return self.make("nn.Conv2d", in, out, kernel, arg("stride", stride), arg("padding", padding),
                   arg("bias", false));
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

// A block by type name, or by whatever makes one: a class.
Self make_block(Self& self, const ValueRef& block, int64_t in, int64_t planes, int64_t stride,
                const Self& downsample) {
  if (block.is_str()) return self.make(block.str(), in, planes, stride, downsample);
  return Self(invoke(block, in, planes, stride, downsample));
}

Self make_layer(Self& self, const ValueRef& block, int64_t in, int64_t planes, int64_t blocks,
                int64_t stride) {
  Self downsample;
  if (stride != 1 || in != planes) {
    downsample = self.make("nn.Sequential", conv(self, in, planes, 1, stride, 0),
                           self.make("nn.BatchNorm2d", planes));
  }
  Self layer = self.make("nn.Sequential");
  for (int64_t i = 0; i < blocks; ++i) {
    layer.set(FieldKind::Child, std::to_string(i),
              make_block(self, block, i == 0 ? in : planes, planes, i == 0 ? stride : 1,
                         i == 0 ? downsample : Self()));
  }
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
  if (zero_residual && module.type_name() == "vision.models.BasicBlock")
    call<"zero_">(Self(module.attr("bn2")).attr("weight").tensor());
}

void resnet_init(Self& self, const ValueRef& block, const std::vector<int64_t>& layers,
                 int64_t num_classes, bool zero_init_residual) {
  check_value(layers.size() == 4, "ResNet: layers: got ", layers.size(), " numbers, expected 4.");
  self.set(kStemConv, conv(self, 3, 64, 7, 2, 3));
  self.set(kStemBn, self.make("nn.BatchNorm2d", 64));
  self.set(kStemRelu, self.make("nn.ReLU", arg("inplace", true)));
  self.set(kMaxPool, self.make("nn.MaxPool2d", 3, arg("stride", 2), arg("padding", 1)));
  self.set(kLayer1, make_layer(self, block, 64, 64, layers[0], 1));
  self.set(kLayer2, make_layer(self, block, 64, 128, layers[1], 2));
  self.set(kLayer3, make_layer(self, block, 128, 256, layers[2], 2));
  self.set(kLayer4, make_layer(self, block, 256, 512, layers[3], 2));
  self.set(kAvgPool, self.make("nn.AdaptiveAvgPool2d", Value(std::vector<int64_t>{1, 1})));
  self.set(kFc, self.make("nn.Linear", 512, num_classes));
  NoGrad guard;
  init_weights(self, zero_init_residual);
}

Tensor resnet_forward(Self& self, const Tensor& x) {
  Tensor out =
      self.call(kMaxPool, self.call(kStemRelu, self.call(kStemBn, self.call(kStemConv, x))));
  for (uint32_t layer : {kLayer1, kLayer2, kLayer3, kLayer4}) out = self.call(layer, out);
  return self.call(kFc, call<"flatten">(self.call(kAvgPool, out), 1));
}

template <int64_t A, int64_t B, int64_t C, int64_t D>
Self resnet(const ValueRef& weights, bool progress, int64_t num_classes, bool zero_init_residual) {
  (void)progress;
  check_value(weights.is_none(),
              "resnet(): weights: got a name of weights, expected None. Hint: tenon.hub.load() "
              "gives pretrained models.");
  return make("vision.models.ResNet", "vision.models.BasicBlock", Ints{A, B, C, D}, num_classes,
              zero_init_residual);
}

constexpr const char* kFactory =
    "(*, any weights=None, bool progress=True, int num_classes=1000, bool "
    "zero_init_residual=False)";

constexpr TypeDef kTypes[] = {
    {.name = "vision.models.BasicBlock",
     .base = "Module",
     .ctor = "(int inplanes, int planes, int stride=1, any downsample=None)",
     .fields = {child("conv1"), child("bn1"), child("relu"), child("conv2"), child("bn2"),
                optional_child("downsample"), attr("stride")},
     .methods = {method<&block_forward>("forward(Tensor x) -> Tensor")},
     .init = fn<&block_init>(),
     .doc = "Two 3x3 convolutions around which the input is added."},
    {.name = "vision.models.ResNet",
     .base = "Module",
     .ctor = "(any block, int[] layers, int num_classes=1000, bool zero_init_residual=False)",
     .fields = {child("conv1"), child("bn1"), child("relu"), child("maxpool"), child("layer1"),
                child("layer2"), child("layer3"), child("layer4"), child("avgpool"), child("fc")},
     .methods = {method<&resnet_forward>("forward(Tensor x) -> Tensor")},
     .init = fn<&resnet_init>(),
     .doc = "A residual network of BasicBlocks for pictures [N, 3, H, W]; layers gives the blocks "
            "of the four stages."},
    {.name = "vision.models.resnet18",
     .ctor = kFactory,
     .factory = true,
     .init = fn<&resnet<2, 2, 2, 2>>(),
     .doc = "ResNet-18: a ResNet with 2, 2, 2 and 2 BasicBlocks."},
    {.name = "vision.models.resnet34",
     .ctor = kFactory,
     .factory = true,
     .init = fn<&resnet<3, 4, 6, 3>>(),
     .doc = "ResNet-34: a ResNet with 3, 4, 6 and 3 BasicBlocks."},
};
TN_TYPES(kTypes)

}  // namespace
}  // namespace tenon::vision
