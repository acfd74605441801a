// Activations. Most are one op with a few numbers, so rows are made from patterns.
#include "core/base/warn.h"
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

// The name of an op as a template argument.
template <size_t N>
struct Name {
  char text[N] = {};
  constexpr Name(const char (&s)[N]) {
    for (size_t i = 0; i < N; ++i) text[i] = s[i];
  }
};

// Every constructor argument is a field of the same position.
Value store_all(Self& self, Args a) {
  for (uint32_t i = 0; i < a.size(); ++i) self.set(i, a[i]);
  return {};
}

// forward = op(input).
template <Name Op>
Value plain(Self&, Args a) {
  static const OpRef op(Op.text);
  return op({a[0]});
}

// forward = op(input, all fields), or op_ when the last field, inplace, is true.
template <Name Op, Name InPlace, uint32_t Numbers>
Value with_inplace(Self& self, Args a) {
  static const OpRef op(Op.text), inplace(InPlace.text);
  const OpRef& f = self.to_bool(Numbers) ? inplace : op;
  if constexpr (Numbers == 0) return f({a[0]});
  if constexpr (Numbers == 1) return f({a[0], self.get(0)});
  if constexpr (Numbers == 2) return f({a[0], self.get(0), self.get(1)});
}

// forward = op(input, all fields).
template <Name Op, uint32_t Numbers>
Value with_fields(Self& self, Args a) {
  static const OpRef op(Op.text);
  if constexpr (Numbers == 1) return op({a[0], self.get(0)});
  if constexpr (Numbers == 2) return op({a[0], self.get(0), self.get(1)});
}

// PyTorch's choice when a softmax is given no dimension.
Value softmax_dim(Self& self, const Value& input) {
  const Value dim = self.get(0);
  if (!dim.is_none()) return dim;
  const int64_t n = input.tensor().dim();
  const std::string name = self.type().name == "nn.LogSoftmax" ? "log_softmax"
                           : self.type().name == "nn.Softmin"  ? "softmin"
                                                               : "softmax";
  warn("Implicit dimension choice for " + name +
       " has been deprecated. Change the call to include dim=X as an argument.");
  return Value(n == 0 || n == 1 || n == 3 ? 0 : 1);
}

template <Name Op>
Value over_dim(Self& self, Args a) {
  static const OpRef op(Op.text, "input dim");
  return op({a[0], softmax_dim(self, a[0])});
}

Value softmin_forward(Self& self, Args a) {
  static const OpRef neg("neg"), softmax("softmax", "input dim");
  const Owned minus(neg({a[0]}));
  return softmax({minus.get(), softmax_dim(self, a[0])});
}

Value softmax2d_forward(Self&, Args a) {
  static const OpRef softmax("softmax", "input dim");
  const int64_t n = a[0].tensor().dim();
  check_value(n == 3 || n == 4, "Softmax2d: expected input to be 3D or 4D, got ", n, "D");
  return softmax({a[0], Value(-3)});
}

Value gelu_forward(Self& self, Args a) {
  static const OpRef gelu("gelu", "input approximate");
  return gelu({a[0], self.get(0)});
}

Value hardtanh_init(Self& self, Args a) {
  const Value low = a[3].is_none() ? a[0] : a[3], high = a[4].is_none() ? a[1] : a[4];
  check_value(high.to_double() > low.to_double(),
              "max_val must be larger than min_val. Got: ", high.to_double(), " and ",
              low.to_double());
  self.set(0, low);
  self.set(1, high);
  self.set(2, a[2]);
  return {};
}

Value relu6_init(Self& self, Args a) {
  self.set(0, Value(0.0));
  self.set(1, Value(6.0));
  self.set(2, a[0]);
  return {};
}

enum PReLUField : uint32_t { kCount, kInit, kWeight };

Value prelu_init(Self& self, Args a) {
  self.set(kCount, a[0]);
  self.set(kInit, a[1]);
  const int64_t size[] = {a[0].to_int()};
  self.set(kWeight, Value(empty_tensor(size, a[2], a[3])));
  self.method_named("reset_parameters");
  return {};
}

Value prelu_reset(Self& self, Args) {
  init_constant(self.tensor(kWeight), self.to_double(kInit));
  return {};
}

Value prelu_forward(Self& self, Args a) {
  static const OpRef prelu("prelu", "input weight");
  return prelu({a[0], self.get(kWeight)});
}

constexpr const char* kForward = "forward(Tensor input) -> Tensor";
constexpr const char* kInplaceCtor = "(bool inplace=False)";
constexpr const char* kInplaceRepr = "{?inplace:inplace=True}";

constexpr TypeDef row(const char* name, TypeFn forward, const char* doc, const char* ctor = "()",
                      const char* fields = "", const char* repr = "", TypeFn init = nullptr) {
  TypeDef t{.name = name};
  t.ctor = ctor;
  t.fields = fields;
  t.init = init ? init : *fields ? store_all : nullptr;
  t.methods[0] = {kForward, forward};
  t.repr = repr;
  t.doc = doc;
  return t;
}

constexpr TypeDef inplace_row(const char* name, TypeFn forward, const char* doc) {
  return row(name, forward, doc, kInplaceCtor, "attr inplace", kInplaceRepr);
}

constexpr TypeDef prelu_row() {
  TypeDef t =
      row("nn.PReLU", prelu_forward,
          "max(0, x) + a min(0, x) with a learned a, one or one per channel.",
          "(int num_parameters=1, float init=0.25, device? device=None, dtype? dtype=None)",
          "attr num_parameters init, param weight", "num_parameters={num_parameters}", prelu_init);
  t.methods[1] = {"reset_parameters()", prelu_reset};
  return t;
}

enum RReluField : uint32_t { kLower, kUpper, kRInplace };

Value rrelu_forward(Self& self, Args a) {
  static const OpRef op("rrelu", "input lower upper training"),
      inplace("rrelu_", "input lower upper training");
  const OpRef& f = self.to_bool(kRInplace) ? inplace : op;
  return f({a[0], self.get(kLower), self.get(kUpper), Value(self.training())});
}
Value rrelu_extra_repr(Self& self, Args) {
  return text(str("lower=", repr(self.get(kLower)), ", upper=", repr(self.get(kUpper)),
                  self.to_bool(kRInplace) ? ", inplace=True" : ""));
}

constexpr TypeDef kTypes[] = {
    {.name = "nn.RReLU",
     .ctor = "(Scalar lower=0.125, Scalar upper=0.3333333333333333, bool inplace=False)",
     .fields = "attr lower upper inplace",
     .init = store_all,
     .methods = {{"forward(Tensor input) -> Tensor", rrelu_forward},
                 {"extra_repr() -> str", rrelu_extra_repr}},
     .doc = "Leaky ReLU with a random slope while training, the mean slope otherwise."},
    inplace_row("nn.ReLU", with_inplace<"relu", "relu_", 0>, "max(0, x), elementwise."),
    row("nn.ReLU6", with_inplace<"hardtanh", "hardtanh_", 2>, "min(max(0, x), 6), elementwise.",
        kInplaceCtor, "attr min_val max_val inplace", kInplaceRepr, relu6_init),
    inplace_row("nn.SiLU", with_inplace<"silu", "silu_", 0>, "x * sigmoid(x), elementwise."),
    inplace_row("nn.SELU", with_inplace<"selu", "selu_", 0>, "The scaled exponential linear unit."),
    inplace_row("nn.Mish", with_inplace<"mish", "mish_", 0>, "x * tanh(softplus(x)), elementwise."),
    inplace_row("nn.Hardswish", with_inplace<"hardswish", "hardswish_", 0>,
                "x * relu6(x + 3) / 6, elementwise."),
    inplace_row("nn.Hardsigmoid", with_inplace<"hardsigmoid", "hardsigmoid_", 0>,
                "relu6(x + 3) / 6, elementwise."),
    row("nn.Tanh", plain<"tanh">, "The hyperbolic tangent, elementwise."),
    row("nn.Sigmoid", plain<"sigmoid">, "1 / (1 + exp(-x)), elementwise."),
    row("nn.Softsign", plain<"softsign">, "x / (1 + |x|), elementwise."),
    row("nn.LogSigmoid", plain<"log_sigmoid">, "log(sigmoid(x)), elementwise."),
    row("nn.Tanhshrink", plain<"tanhshrink">, "x - tanh(x), elementwise."),
    row("nn.GELU", gelu_forward, "The Gaussian error linear unit; approximate is 'none' or 'tanh'.",
        "(str approximate='none')", "attr approximate", "approximate={approximate}"),
    row("nn.Softmax", over_dim<"softmax">, "exp(x) divided by its sum over dim.", "(int? dim=None)",
        "attr dim", "dim={dim}"),
    row("nn.LogSoftmax", over_dim<"log_softmax">, "The logarithm of softmax over dim.",
        "(int? dim=None)", "attr dim", "dim={dim}"),
    row("nn.Softmin", softmin_forward, "softmax of -x over dim.", "(int? dim=None)", "attr dim",
        "dim={dim}"),
    row("nn.Softmax2d", softmax2d_forward, "softmax over the channels of (N, C, H, W)."),
    row("nn.GLU", with_fields<"glu", 1>, "The first half of dim times the sigmoid of the second.",
        "(int dim=-1)", "attr dim", "dim={dim}"),
    row("nn.LeakyReLU", with_inplace<"leaky_relu", "leaky_relu_", 1>,
        "max(0, x) + negative_slope * min(0, x), elementwise.",
        "(float negative_slope=0.01, bool inplace=False)", "attr negative_slope inplace",
        "negative_slope={negative_slope}{?inplace:, inplace=True}"),
    row("nn.ELU", with_inplace<"elu", "elu_", 1>, "x where x > 0, else alpha * (exp(x) - 1).",
        "(float alpha=1.0, bool inplace=False)", "attr alpha inplace",
        "alpha={alpha}{?inplace:, inplace=True}"),
    row("nn.CELU", with_inplace<"celu", "celu_", 1>,
        "max(0, x) + min(0, alpha * (exp(x / alpha) - 1)).",
        "(float alpha=1.0, bool inplace=False)", "attr alpha inplace",
        "alpha={alpha}{?inplace:, inplace=True}"),
    row("nn.Hardtanh", with_inplace<"hardtanh", "hardtanh_", 2>, "x clamped to [min_val, max_val].",
        "(float min_val=-1.0, float max_val=1.0, bool inplace=False, float? min_value=None, float? "
        "max_value=None)",
        "attr min_val max_val inplace",
        "min_val={min_val}, max_val={max_val}{?inplace:, inplace=True}", hardtanh_init),
    row("nn.Threshold", with_inplace<"threshold", "threshold_", 2>,
        "x where x > threshold, else value.",
        "(Scalar threshold, Scalar value, bool inplace=False)", "attr threshold value inplace",
        "threshold={threshold}, value={value}{?inplace:, inplace=True}"),
    row("nn.Softplus", with_fields<"softplus", 2>,
        "log(1 + exp(beta * x)) / beta, linear above threshold.",
        "(Scalar beta=1.0, Scalar threshold=20.0)", "attr beta threshold",
        "beta={beta}, threshold={threshold}"),
    row("nn.Hardshrink", with_fields<"hardshrink", 1>, "x where |x| > lambd, else 0.",
        "(Scalar lambd=0.5)", "attr lambd", "{lambd}"),
    row("nn.Softshrink", with_fields<"softshrink", 1>,
        "x moved towards 0 by lambd, and 0 within it.", "(Scalar lambd=0.5)", "attr lambd",
        "{lambd}"),
    prelu_row(),
};

}  // namespace
void register_activation() { define_types(kTypes); }
}  // namespace tenon::nn
