// Dropout and its variants.
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

enum Field : uint32_t { kP, kInplace };

Value init(Self& self, Args a) {
  const double p = a[0].to_double();
  check_value(p >= 0 && p <= 1, "dropout probability has to be between 0 and 1, but got ", p);
  self.set(kP, a[0]);
  self.set(kInplace, a[1]);
  return {};
}

template <const char* const& Op>
Value forward(Self& self, Args a) {
  static const OpRef op(Op, "input p training inplace");
  return op({a[0], self.get(kP), Value(self.training()), self.get(kInplace)});
}

constexpr const char* kDropout = "dropout";
constexpr const char* kDropout1d = "dropout1d";
constexpr const char* kDropout2d = "dropout2d";
constexpr const char* kDropout3d = "dropout3d";
constexpr const char* kAlpha = "alpha_dropout";
constexpr const char* kFeatureAlpha = "feature_alpha_dropout";

constexpr TypeDef type(const char* name, TypeFn forward, const char* doc) {
  TypeDef t{.name = name};
  t.ctor = "(float p=0.5, bool inplace=False)";
  t.fields = "attr p inplace";
  t.init = init;
  t.methods[0] = {"forward(Tensor input) -> Tensor", forward};
  t.repr = "p={p}, inplace={inplace}";
  t.doc = doc;
  return t;
}

constexpr TypeDef kTypes[] = {
    type("nn.Dropout", forward<kDropout>,
         "During training, zeroes elements with probability p and scales the others by 1 / (1 - "
         "p)."),
    type("nn.Dropout1d", forward<kDropout1d>,
         "During training, zeroes whole channels of (N, C, L) with probability p."),
    type("nn.Dropout2d", forward<kDropout2d>,
         "During training, zeroes whole channels of (N, C, H, W) with probability p."),
    type("nn.Dropout3d", forward<kDropout3d>,
         "During training, zeroes whole channels of (N, C, D, H, W) with probability p."),
    type("nn.AlphaDropout", forward<kAlpha>,
         "Dropout that keeps mean and variance, for use with SELU."),
    type("nn.FeatureAlphaDropout", forward<kFeatureAlpha>, "AlphaDropout of whole channels."),
};

}  // namespace
void register_dropout() { define_types(kTypes); }
}  // namespace tenon::nn
