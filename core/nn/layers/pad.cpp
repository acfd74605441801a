// Padding, PixelShuffle, ChannelShuffle, CosineSimilarity, PairwiseDistance.
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

enum PadField : uint32_t { kPadding, kValue };

template <size_t N>
Value pad_init(Self& self, Args a) {
  Dims amounts;
  if (a[0].tag == TN_INT) {
    amounts = Dims(2 * N, a[0].to_int());
  } else {
    for (const Value& v : list_items(a[0])) amounts.push_back(v.to_int());
    check_value(amounts.size() == 2 * N, "padding: got ", amounts.size(),
                " numbers, expected one or ", 2 * N);
  }
  self.set(kPadding, Value(IntSpan(amounts)));
  if (a.size() > 1) self.set(kValue, a[1]);
  return {};
}

template <size_t N>
Value zero_pad_init(Self& self, Args a) {
  self.set(kValue, Value(0.0));
  return pad_init<N>(self, a);
}

enum class Mode { Constant, Reflect, Replicate, Circular };

template <Mode M>
Value pad_forward(Self& self, Args a) {
  static constexpr const char* kModes[] = {"constant", "reflect", "replicate", "circular"};
  static const OpRef pad("pad", "input pad mode value");
  const Dims amounts = self.to_dims(kPadding);
  const Value mode(kModes[static_cast<int>(M)]);
  return pad(
      {a[0], Value(IntSpan(amounts)), mode, M == Mode::Constant ? self.get(kValue) : Value()});
}

template <size_t N, Mode M>
constexpr TypeDef pad_type(const char* name, const char* doc) {
  TypeDef t{.name = name};
  t.ctor = M == Mode::Constant ? "(any padding, Scalar value)" : "(any padding)";
  t.fields = M == Mode::Constant ? "attr padding value" : "attr padding";
  t.init = pad_init<N>;
  t.methods[0] = {"forward(Tensor input) -> Tensor", pad_forward<M>};
  t.repr = M == Mode::Constant ? "padding={padding}, value={value}" : "{padding}";
  t.doc = doc;
  return t;
}

template <size_t N>
constexpr TypeDef zero_pad_type(const char* name, const char* doc) {
  TypeDef t = pad_type<N, Mode::Constant>(name, doc);
  t.ctor = "(any padding)";
  t.init = zero_pad_init<N>;
  t.repr = "{padding}";
  return t;
}

Value store_all(Self& self, Args a) {
  for (uint32_t i = 0; i < a.size(); ++i) self.set(i, a[i]);
  return {};
}

Value pixel_shuffle_forward(Self& self, Args a) {
  static const OpRef op("pixel_shuffle", "input upscale_factor");
  return op({a[0], self.get(0)});
}
Value pixel_unshuffle_forward(Self& self, Args a) {
  static const OpRef op("pixel_unshuffle", "input downscale_factor");
  return op({a[0], self.get(0)});
}
Value channel_shuffle_forward(Self& self, Args a) {
  static const OpRef op("channel_shuffle", "input groups");
  return op({a[0], self.get(0)});
}
Value cosine_forward(Self& self, Args a) {
  static const OpRef op("cosine_similarity", "x1 x2 dim eps");
  return op({a[0], a[1], self.get(0), self.get(1)});
}
Value distance_forward(Self& self, Args a) {
  static const OpRef op("pairwise_distance", "x1 x2 p eps keepdim");
  return op({a[0], a[1], self.get(0), self.get(1), self.get(2)});
}
constexpr TypeDef kTypes[] = {
    zero_pad_type<1>("nn.ZeroPad1d", "Pads the last dimension with zeros."),
    zero_pad_type<2>("nn.ZeroPad2d",
                     "Pads the last two dimensions with zeros: left, right, top, bottom."),
    zero_pad_type<3>("nn.ZeroPad3d", "Pads the last three dimensions with zeros."),
    pad_type<1, Mode::Constant>("nn.ConstantPad1d", "Pads the last dimension with a value."),
    pad_type<2, Mode::Constant>("nn.ConstantPad2d", "Pads the last two dimensions with a value."),
    pad_type<3, Mode::Constant>("nn.ConstantPad3d", "Pads the last three dimensions with a value."),
    pad_type<1, Mode::Reflect>("nn.ReflectionPad1d", "Pads the last dimension by reflection."),
    pad_type<2, Mode::Reflect>("nn.ReflectionPad2d", "Pads the last two dimensions by reflection."),
    pad_type<3, Mode::Reflect>("nn.ReflectionPad3d",
                               "Pads the last three dimensions by reflection."),
    pad_type<1, Mode::Replicate>("nn.ReplicationPad1d", "Pads the last dimension with its edges."),
    pad_type<2, Mode::Replicate>("nn.ReplicationPad2d",
                                 "Pads the last two dimensions with their edges."),
    pad_type<3, Mode::Replicate>("nn.ReplicationPad3d",
                                 "Pads the last three dimensions with their edges."),
    pad_type<1, Mode::Circular>("nn.CircularPad1d",
                                "Pads the last dimension as if it were a circle."),
    pad_type<2, Mode::Circular>("nn.CircularPad2d",
                                "Pads the last two dimensions as if they were circles."),
    pad_type<3, Mode::Circular>("nn.CircularPad3d",
                                "Pads the last three dimensions as if they were circles."),
    {.name = "nn.PixelShuffle",
     .ctor = "(int upscale_factor)",
     .fields = "attr upscale_factor",
     .init = store_all,
     .methods = {{"forward(Tensor input) -> Tensor", pixel_shuffle_forward}},
     .repr = "upscale_factor={upscale_factor}",
     .doc = "Rearranges (N, C r^2, H, W) to (N, C, H r, W r)."},
    {.name = "nn.PixelUnshuffle",
     .ctor = "(int downscale_factor)",
     .fields = "attr downscale_factor",
     .init = store_all,
     .methods = {{"forward(Tensor input) -> Tensor", pixel_unshuffle_forward}},
     .repr = "downscale_factor={downscale_factor}",
     .doc = "Rearranges (N, C, H r, W r) to (N, C r^2, H, W)."},
    {.name = "nn.ChannelShuffle",
     .ctor = "(int groups)",
     .fields = "attr groups",
     .init = store_all,
     .methods = {{"forward(Tensor input) -> Tensor", channel_shuffle_forward}},
     .repr = "groups={groups}",
     .doc = "Takes channels from the groups in turn."},
    {.name = "nn.CosineSimilarity",
     .ctor = "(int dim=1, float eps=1e-08)",
     .fields = "attr dim eps",
     .init = store_all,
     .methods = {{"forward(Tensor x1, Tensor x2) -> Tensor", cosine_forward}},
     .doc = "The cosine of the angle between two inputs along dim."},
    {.name = "nn.PairwiseDistance",
     .ctor = "(float p=2.0, float eps=1e-06, bool keepdim=False)",
     .fields = "attr norm eps keepdim",
     .init = store_all,
     .methods = {{"forward(Tensor x1, Tensor x2) -> Tensor", distance_forward}},
     .doc = "The p-norm of the difference of two inputs along the last dimension."},
};

}  // namespace
void register_pad() { define_types(kTypes); }
}  // namespace tenon::nn
