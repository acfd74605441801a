// LPPool, MaxUnpool, FractionalMaxPool.
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

// One number for each of N dimensions, as a tuple; a list stays as it is.
template <size_t N>
void set_each(Self& self, uint32_t field, const Value& v) {
  if (v.is_none() || !v.is_number()) return self.set(field, v);
  const Owned all(make_list(std::vector<Value>(N, v), TN_TUPLE));
  self.set(field, all.get());
}

// ---- LPPool ----

enum LpField : uint32_t { kNorm, kLpKernel, kLpStride, kLpCeil };

Value lp_init(Self& self, Args a) {
  for (uint32_t i = 0; i < 4; ++i) self.set(i, a[i]);
  return {};
}

template <size_t N>
Value lp_forward(Self& self, Args a) {
  static constexpr const char* kNames[] = {"lp_pool1d", "lp_pool2d", "lp_pool3d"};
  static const OpRef op(kNames[N - 1], "input norm_type kernel_size stride ceil_mode");
  const Value norm(self.get(kNorm).to_double());
  return op({a[0], norm, self.get(kLpKernel), self.get(kLpStride), self.get(kLpCeil)});
}

constexpr TypeDef lp_type(const char* name, TypeFn forward, const char* doc) {
  TypeDef t{.name = name};
  t.ctor = "(Scalar norm_type, any kernel_size, any stride=None, bool ceil_mode=False)";
  t.fields = "attr norm_type kernel_size stride ceil_mode";
  t.init = lp_init;
  t.methods[0] = {"forward(Tensor input) -> Tensor", forward};
  t.repr =
      "norm_type={norm_type}, kernel_size={kernel_size}, stride={stride}, ceil_mode={ceil_mode}";
  t.doc = doc;
  return t;
}

// ---- MaxUnpool ----

enum UnpoolField : uint32_t { kKernel, kStride, kPadding };

template <size_t N>
Value unpool_init(Self& self, Args a) {
  set_each<N>(self, kKernel, a[0]);
  set_each<N>(self, kStride, a[1].is_none() ? a[0] : a[1]);
  set_each<N>(self, kPadding, a[2]);
  return {};
}

template <size_t N>
Value unpool_forward(Self& self, Args a) {
  static constexpr const char* kNames[] = {"max_unpool1d", "max_unpool2d", "max_unpool3d"};
  static const OpRef op(kNames[N - 1], "input indices kernel_size stride padding output_size");
  return op({a[0], a[1], self.get(kKernel), self.get(kStride), self.get(kPadding), a[2]});
}

template <size_t N>
constexpr TypeDef unpool_type(const char* name, const char* doc) {
  TypeDef t{.name = name};
  t.ctor = "(any kernel_size, any stride=None, any padding=0)";
  t.fields = "attr kernel_size stride padding";
  t.init = unpool_init<N>;
  t.methods[0] = {"forward(Tensor input, Tensor indices, any output_size=None) -> Tensor",
                  unpool_forward<N>};
  t.repr = "kernel_size={kernel_size}, stride={stride}, padding={padding}";
  t.doc = doc;
  return t;
}

// ---- FractionalMaxPool ----

enum FractionField : uint32_t { kFractionKernel, kIndices, kSize, kRatio, kSamples };

template <size_t N>
Value fraction_init(Self& self, Args a) {
  set_each<N>(self, kFractionKernel, a[0]);
  set_each<N>(self, kSize, a[1]);
  set_each<N>(self, kRatio, a[2]);
  self.set(kIndices, a[3]);
  self.set(kSamples, a[4]);
  check_value(!a[1].is_none() || !a[2].is_none(), "FractionalMaxPool", N,
              "d requires specifying either an output size, or a pooling ratio");
  check_value(a[1].is_none() || a[2].is_none(),
              "only one of output_size and output_ratio may be specified");
  if (a[2].is_none()) return {};
  const Value ratios = self.get(kRatio);
  for (const Value& r : list_items(ratios)) {
    check_value(r.to_double() > 0 && r.to_double() < 1,
                "output_ratio must be between 0 and 1 (got ", repr(a[2]), ")");
  }
  return {};
}

template <size_t N>
Value fraction_forward(Self& self, Args a) {
  static const OpRef op(
      N == 2 ? "fractional_max_pool2d" : "fractional_max_pool3d",
      "input kernel_size output_size output_ratio return_indices _random_samples");
  return op({a[0], self.get(kFractionKernel), self.get(kSize), self.get(kRatio), self.get(kIndices),
             self.get(kSamples)});
}

template <size_t N>
constexpr TypeDef fraction_type(const char* name, const char* doc) {
  TypeDef t{.name = name};
  t.ctor =
      "(any kernel_size, any output_size=None, any output_ratio=None, bool return_indices=False, "
      "Tensor? _random_samples=None)";
  t.fields = "attr kernel_size return_indices output_size output_ratio, buffer? _random_samples";
  t.init = fraction_init<N>;
  t.methods[0] = {"forward(Tensor input) -> any", fraction_forward<N>};
  t.doc = doc;
  return t;
}

constexpr TypeDef kTypes[] = {
    lp_type("nn.LPPool1d", lp_forward<1>, "The p-norm of each window of (N, C, L)."),
    lp_type("nn.LPPool2d", lp_forward<2>, "The p-norm of each window of (N, C, H, W)."),
    lp_type("nn.LPPool3d", lp_forward<3>, "The p-norm of each window of (N, C, D, H, W)."),
    unpool_type<1>("nn.MaxUnpool1d", "Puts maxima back where MaxPool1d found them, into zeros."),
    unpool_type<2>("nn.MaxUnpool2d", "Puts maxima back where MaxPool2d found them, into zeros."),
    unpool_type<3>("nn.MaxUnpool3d", "Puts maxima back where MaxPool3d found them, into zeros."),
    fraction_type<2>("nn.FractionalMaxPool2d",
                     "The maxima of windows at random places of (N, C, H, W)."),
    fraction_type<3>("nn.FractionalMaxPool3d",
                     "The maxima of windows at random places of (N, C, D, H, W)."),
};

}  // namespace
void register_pool_more() { define_types(kTypes); }
}  // namespace tenon::nn
