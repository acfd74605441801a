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

Value run(const OpRef& op, const OpRef& inplace, Self& self, Args a) {
  const OpRef& f = self.to_bool(kInplace) ? inplace : op;
  return f({a[0], self.get(kP), Value(self.training())});
}

Value dropout_forward(Self& self, Args a) {
  static const OpRef op("dropout", "input p training"), inplace("dropout_", "input p training");
  return run(op, inplace, self, a);
}

Value feature_dropout_forward(Self& self, Args a) {
  static const OpRef op("feature_dropout", "input p train"),
      inplace("feature_dropout_", "input p train");
  return run(op, inplace, self, a);
}

Value alpha_dropout_forward(Self& self, Args a) {
  static const OpRef op("alpha_dropout", "input p training"),
      inplace("alpha_dropout_", "input p training");
  return run(op, inplace, self, a);
}

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
    type("nn.Dropout", dropout_forward,
         "During training, zeroes elements with probability p and scales the others by 1 / (1 - "
         "p)."),
    type("nn.Dropout1d", feature_dropout_forward,
         "During training, zeroes whole channels of (N, C, L) with probability p."),
    type("nn.Dropout2d", feature_dropout_forward,
         "During training, zeroes whole channels of (N, C, H, W) with probability p."),
    type("nn.Dropout3d", feature_dropout_forward,
         "During training, zeroes whole channels of (N, C, D, H, W) with probability p."),
    type("nn.AlphaDropout", alpha_dropout_forward,
         "Dropout that keeps mean and variance, for use with SELU."),
};

}  // namespace
void register_dropout() { define_types(kTypes); }
}  // namespace tenon::nn
