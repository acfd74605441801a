// Identity, Flatten, Unflatten, Linear, Bilinear.
#include <cmath>

#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

Value identity_forward(Self&, Args a) { return a[0].own(); }

enum FlattenField : uint32_t { kStartDim, kEndDim };

Value flatten_init(Self& self, Args a) {
  self.set(kStartDim, a[0]);
  self.set(kEndDim, a[1]);
  return {};
}

Value flatten_forward(Self& self, Args a) {
  static const OpRef flatten("flatten", "input start_dim end_dim");
  return flatten({a[0], self.get(kStartDim), self.get(kEndDim)});
}

enum UnflattenField : uint32_t { kDim, kUnflattenedSize };

Value unflatten_init(Self& self, Args a) {
  self.set(kDim, a[0]);
  self.set(kUnflattenedSize, a[1]);
  return {};
}

Value unflatten_forward(Self& self, Args a) {
  static const OpRef unflatten("unflatten", "input dim sizes");
  return unflatten({a[0], self.get(kDim), self.get(kUnflattenedSize)});
}

enum LinearField : uint32_t { kInFeatures, kOutFeatures, kWeight, kBias };

Value linear_init(Self& self, Args a) {
  const int64_t in = a[0].to_int(), out = a[1].to_int();
  self.set(kInFeatures, a[0]);
  self.set(kOutFeatures, a[1]);
  const int64_t size[] = {out, in};
  self.set(kWeight, Value(empty_tensor(size, a[3], a[4])));
  self.set(kBias, Value(a[2].to_bool() ? empty_tensor({size, 1}, a[3], a[4]) : Tensor()));
  self.method_named("reset_parameters");
  return {};
}

Value linear_reset(Self& self, Args) {
  init_weight_and_bias(self.tensor(kWeight), self.tensor(kBias));
  return {};
}

Value linear_forward(Self& self, Args a) {
  static const OpRef linear("linear");
  return linear({a[0], self.get(kWeight), self.get(kBias)});
}

enum BilinearField : uint32_t { kIn1, kIn2, kOut, kBilinearWeight, kBilinearBias };

Value bilinear_init(Self& self, Args a) {
  check_value(a[0].to_int() > 0, "in1_features must be > 0, but got ", a[0].to_int());
  for (uint32_t i = 0; i < 3; ++i) self.set(i, a[i]);
  const int64_t size[] = {a[2].to_int(), a[0].to_int(), a[1].to_int()};
  self.set(kBilinearWeight, Value(empty_tensor(size, a[4], a[5])));
  self.set(kBilinearBias, Value(a[3].to_bool() ? empty_tensor({size, 1}, a[4], a[5]) : Tensor()));
  self.method_named("reset_parameters");
  return {};
}

Value bilinear_reset(Self& self, Args) {
  Tensor weight = self.tensor(kBilinearWeight), bias = self.tensor(kBilinearBias);
  double bound = 1 / std::sqrt(static_cast<double>(weight.size(1)));
  init_uniform(weight, -bound, bound);
  if (bias.defined()) init_uniform(bias, -bound, bound);
  return {};
}

Value bilinear_forward(Self& self, Args a) {
  static const OpRef bilinear("bilinear");
  return bilinear({a[0], a[1], self.get(kBilinearWeight), self.get(kBilinearBias)});
}

constexpr TypeDef kTypes[] = {
    {.name = "nn.Identity",
     .ctor = "(any args=None)",
     .methods = {{"forward(Tensor input) -> Tensor", identity_forward}},
     .doc = "Returns its input. Arguments of the constructor are ignored."},
    {.name = "nn.Flatten",
     .ctor = "(int start_dim=1, int end_dim=-1)",
     .fields = "attr start_dim end_dim",
     .init = flatten_init,
     .methods = {{"forward(Tensor input) -> Tensor", flatten_forward}},
     .repr = "start_dim={start_dim}, end_dim={end_dim}",
     .doc = "Makes one dimension of the dimensions from start_dim to end_dim."},
    {.name = "nn.Unflatten",
     .ctor = "(int dim, int[] unflattened_size)",
     .fields = "attr dim unflattened_size",
     .init = unflatten_init,
     .methods = {{"forward(Tensor input) -> Tensor", unflatten_forward}},
     .repr = "dim={dim}, unflattened_size={unflattened_size}",
     .doc = "Splits dimension dim into several of the given sizes."},
    {.name = "nn.Linear",
     .ctor = "(int in_features, int out_features, bool bias=True, device? device=None, dtype? "
             "dtype=None)",
     .fields = "attr in_features out_features, param weight, param? bias",
     .init = linear_init,
     .methods = {{"forward(Tensor input) -> Tensor", linear_forward},
                 {"reset_parameters()", linear_reset,
                  "Draws weight and bias again, uniform in 1 / sqrt(in_features)."}},
     .repr = "in_features={in_features}, out_features={out_features}, bias={bias:is}",
     .doc = R"(Applies y = x A^T + b to the last dimension of the input.

Args:
    in_features: size of each input sample
    out_features: size of each output sample
    bias: whether there is an additive bias

Example:
    >>> m = tenon.nn.Linear(20, 30)
    >>> m(tenon.zeros(128, 20)).shape
    tenon.Size([128, 30])
)"},
    {.name = "nn.Bilinear",
     .ctor = "(int in1_features, int in2_features, int out_features, bool bias=True, device? "
             "device=None, "
             "dtype? dtype=None)",
     .fields = "attr in1_features in2_features out_features, param weight, param? bias",
     .init = bilinear_init,
     .methods = {{"forward(Tensor input1, Tensor input2) -> Tensor", bilinear_forward},
                 {"reset_parameters()", bilinear_reset}},
     .repr =
         "in1_features={in1_features}, in2_features={in2_features}, out_features={out_features}, "
         "bias={bias:is}",
     .doc = "Applies y = x1^T A x2 + b to the last dimensions of two inputs."},
};

}  // namespace
void register_linear() { define_types(kTypes); }
}  // namespace tenon::nn
