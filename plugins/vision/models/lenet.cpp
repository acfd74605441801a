// A small convolutional classifier for gray pictures of 28 x 28, after LeCun et al., 1998.
#include "tenon/plugin.hpp"

namespace tenon::vision {
namespace {

enum : uint32_t { kFeatures, kClassifier };

void init(Self& self, int64_t num_classes, int64_t in_channels, double dropout) {
  auto conv = [&](int64_t in, int64_t out) {
    return self.make("nn.Conv2d", in, out, 3, arg("padding", 1));
  };
  auto relu = [&] { return self.make("nn.ReLU"); };
  auto pool = [&] { return self.make("nn.MaxPool2d", 2); };
  self.set(kFeatures, self.make("nn.Sequential", conv(in_channels, 32), relu(), pool(),
                                conv(32, 64), relu(), pool()));
  self.set(kClassifier,
           self.make("nn.Sequential", self.make("nn.Flatten"), self.make("nn.Dropout", dropout),
                     self.make("nn.Linear", 64 * 7 * 7, 128), relu(),
                     self.make("nn.Linear", 128, num_classes)));
}

Tensor forward(Self& self, const Tensor& x) {
  return self.call(kClassifier, self.call(kFeatures, x));
}

constexpr TypeDef kTypes[] = {
    {.name = "vision.models.LeNet",
     .base = "Module",
     .ctor = "(int num_classes=10, int in_channels=1, float dropout=0.25)",
     .fields = {child("features"), child("classifier")},
     .methods = {method<&forward>("forward(Tensor x) -> Tensor")},
     .init = fn<&init>(),
     .doc =
         R"(A convolutional classifier of the size of LeNet for pictures [N, in_channels, 28, 28].

Two 3x3 convolutions (32 and 64 channels) with pooling, then two linear layers: 421,642 parameters with the defaults.
)"},
};
TN_TYPES(kTypes)

}  // namespace
}  // namespace tenon::vision
