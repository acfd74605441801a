// Upsample, Fold, Unfold.
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

enum UpsampleField : uint32_t { kName, kSize, kScale, kMode, kAlign, kRecompute };

// A factor, or several, as floats.
Value factors(const Value& v) {
  if (v.is_none()) return {};
  if (v.is_number()) return v.to_double() == 0 ? Value() : Value(v.to_double());
  std::vector<Value> out;
  for (const Value& item : list_items(v)) out.emplace_back(item.to_double());
  return make_list(std::move(out), TN_TUPLE);
}

void set_upsample(Self& self, std::string_view name, const Value& size, const Value& scale,
                  const Value& mode, const Value& align, const Value& recompute) {
  const Owned factor(factors(scale));
  self.set(kName, Value(name));
  self.set(kSize, size);
  self.set(kScale, factor.get());
  self.set(kMode, mode);
  self.set(kAlign, align);
  self.set(kRecompute, recompute);
}

Value upsample_init(Self& self, Args a) {
  set_upsample(self, "Upsample", a[0], a[1], a[2], a[3], a[4]);
  return {};
}
Value nearest_init(Self& self, Args a) {
  set_upsample(self, "UpsamplingNearest2d", a[0], a[1], Value("nearest"), Value(), Value());
  return {};
}
Value bilinear_init(Self& self, Args a) {
  set_upsample(self, "UpsamplingBilinear2d", a[0], a[1], Value("bilinear"), Value(true), Value());
  return {};
}

Value upsample_forward(Self& self, Args a) {
  static const OpRef op("interpolate",
                        "input size scale_factor mode align_corners recompute_scale_factor");
  return op({a[0], self.get(kSize), self.get(kScale), self.get(kMode), self.get(kAlign),
             self.get(kRecompute)});
}

// As Python writes a number or a tuple of them.
std::string sizes_repr(const Value& v) {
  if (v.is_none() || v.is_number()) return repr(v);
  std::string out;
  for (const Value& item : list_items(v)) out += str(out.empty() ? "(" : ", ", repr(item));
  return out + ")";
}

Value upsample_extra_repr(Self& self, Args) {
  const Value scale = self.get(kScale);
  const std::string what = scale.is_none() ? str("size=", sizes_repr(self.get(kSize)))
                                           : str("scale_factor=", sizes_repr(scale));
  return text(str(what, ", mode=", repr(self.get(kMode))));
}

constexpr TypeDef upsample_type(const char* name, const char* ctor, TypeFn init, const char* doc) {
  TypeDef t{.name = name};
  t.ctor = ctor;
  t.fields = "attr name size scale_factor mode align_corners recompute_scale_factor";
  t.init = init;
  t.methods[0] = {"forward(Tensor input) -> Tensor", upsample_forward};
  t.methods[1] = {"extra_repr() -> str", upsample_extra_repr};
  t.doc = doc;
  return t;
}

enum FoldField : uint32_t { kKernel, kDilation, kPadding, kStride, kOutputSize };

Value unfold_init(Self& self, Args a) {
  for (uint32_t i = 0; i < 4; ++i) self.set(i, a[i]);
  return {};
}
Value unfold_forward(Self& self, Args a) {
  static const OpRef op("im2col.unfold", "input kernel_size dilation padding stride");
  return op({a[0], self.get(kKernel), self.get(kDilation), self.get(kPadding), self.get(kStride)});
}

Value fold_init(Self& self, Args a) {
  self.set(kOutputSize, a[0]);
  for (uint32_t i = 0; i < 4; ++i) self.set(i, a[i + 1]);
  return {};
}
Value fold_forward(Self& self, Args a) {
  static const OpRef op("fold", "input output_size kernel_size dilation padding stride");
  return op({a[0], self.get(kOutputSize), self.get(kKernel), self.get(kDilation),
             self.get(kPadding), self.get(kStride)});
}

constexpr TypeDef kTypes[] = {
    upsample_type("nn.Upsample",
                  "(any size=None, any scale_factor=None, str mode='nearest', bool? "
                  "align_corners=None, bool? recompute_scale_factor=None)",
                  upsample_init, "interpolate() with fixed arguments."),
    upsample_type("nn.UpsamplingNearest2d", "(any size=None, any scale_factor=None)", nearest_init,
                  "Upsample by nearest neighbours."),
    upsample_type("nn.UpsamplingBilinear2d", "(any size=None, any scale_factor=None)",
                  bilinear_init, "Bilinear Upsample with aligned corners."),
    {.name = "nn.Unfold",
     .ctor = "(any kernel_size, any dilation=1, any padding=0, any stride=1)",
     .fields = "attr kernel_size dilation padding stride",
     .init = unfold_init,
     .methods = {{"forward(Tensor input) -> Tensor", unfold_forward}},
     .repr = "kernel_size={kernel_size}, dilation={dilation}, padding={padding}, stride={stride}",
     .doc = "The sliding windows of (N, C, H, W) as columns."},
    {.name = "nn.Fold",
     .ctor = "(any output_size, any kernel_size, any dilation=1, any padding=0, any stride=1)",
     .fields = "attr kernel_size dilation padding stride output_size",
     .init = fold_init,
     .methods = {{"forward(Tensor input) -> Tensor", fold_forward}},
     .repr = "output_size={output_size}, kernel_size={kernel_size}, dilation={dilation}, "
             "padding={padding}, stride={stride}",
     .doc = "Sums columns, as Unfold makes them, into images of output_size."},
};

}  // namespace
void register_vision() { define_types(kTypes); }
}  // namespace tenon::nn
