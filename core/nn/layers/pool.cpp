// Pooling: maximum, average and adaptive ones, of one to three dimensions.
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

// ---- max ----

enum MaxField : uint32_t { kKernel, kStride, kPadding, kDilation, kIndices, kCeil };

Value max_init(Self& self, Args a) {
  for (uint32_t i = 0; i < 6; ++i) self.set(i, i == kStride && a[i].is_none() ? a[kKernel] : a[i]);
  return {};
}

template <size_t N>
Value max_forward(Self& self, Args a) {
  static constexpr const char* kNames[] = {"max_pool1d", "max_pool2d", "max_pool3d"};
  static constexpr const char* kBoth[] = {"max_pool1d_with_indices", "max_pool2d_with_indices",
                                          "max_pool3d_with_indices"};
  static constexpr const char* kParams = "input kernel_size stride padding dilation ceil_mode";
  static const OpRef pool(kNames[N - 1], kParams), both(kBoth[N - 1], kParams);
  const std::initializer_list<Value> args = {
      a[0],           self.get(kKernel), self.get(kStride), self.get(kPadding), self.get(kDilation),
      self.get(kCeil)};
  return self.to_bool(kIndices) ? both.all(args) : pool(args);
}

// ---- average ----

enum AvgField : uint32_t { kAvgKernel, kAvgStride, kAvgPadding, kAvgCeil, kIncludePad, kDivisor };

// AvgPool1d keeps tuples, as PyTorch does.
Value avg1d_init(Self& self, Args a) {
  auto single = [&self](uint32_t field, const Value& v) {
    if (v.tag != TN_INT) return self.set(field, v);
    const int64_t one[] = {v.to_int()};
    self.set(field, Value(IntSpan(one)));
  };
  single(kAvgKernel, a[0]);
  single(kAvgStride, a[1].is_none() ? a[0] : a[1]);
  single(kAvgPadding, a[2]);
  self.set(kAvgCeil, a[3]);
  self.set(kIncludePad, a[4]);
  return {};
}

Value avg_init(Self& self, Args a) {
  for (uint32_t i = 0; i < 6; ++i)
    self.set(i, i == kAvgStride && a[i].is_none() ? a[kAvgKernel] : a[i]);
  return {};
}

Value avg1d_forward(Self& self, Args a) {
  static const OpRef pool("avg_pool1d",
                          "input kernel_size stride padding ceil_mode count_include_pad");
  return pool({a[0], self.get(kAvgKernel), self.get(kAvgStride), self.get(kAvgPadding),
               self.get(kAvgCeil), self.get(kIncludePad)});
}

template <size_t N>
Value avg_forward(Self& self, Args a) {
  static constexpr const char* kNames[] = {"avg_pool1d", "avg_pool2d", "avg_pool3d"};
  static const OpRef pool(
      kNames[N - 1],
      "input kernel_size stride padding ceil_mode count_include_pad divisor_override");
  return pool({a[0], self.get(kAvgKernel), self.get(kAvgStride), self.get(kAvgPadding),
               self.get(kAvgCeil), self.get(kIncludePad), self.get(kDivisor)});
}

// ---- adaptive ----

enum AdaptiveField : uint32_t { kOutputSize, kAdaptiveIndices };

Value adaptive_init(Self& self, Args a) {
  for (uint32_t i = 0; i < a.size(); ++i) self.set(i, a[i]);
  return {};
}

// output_size as N ints; None stands for the input's size there.
template <size_t N>
Dims output_size(Self& self, const Tensor& input) {
  const Value wanted = self.get(kOutputSize);
  const bool list = wanted.tag == TN_TUPLE || wanted.tag == TN_LIST || wanted.tag == TN_INTS ||
                    wanted.tag == TN_VALUES;
  const std::vector<Value> items = list ? list_items(wanted) : std::vector<Value>(N, wanted);
  check_value(items.size() == N, "adaptive pooling: output_size: got ", items.size(),
              " numbers, expected one or ", N);
  Dims out;
  for (size_t i = 0; i < N; ++i) {
    out.push_back(items[i].is_none() ? input.size(static_cast<int64_t>(i) - static_cast<int64_t>(N))
                                     : items[i].to_int());
  }
  return out;
}

template <size_t N>
Value adaptive_avg_forward(Self& self, Args a) {
  static constexpr const char* kNames[] = {"adaptive_avg_pool1d", "adaptive_avg_pool2d",
                                           "adaptive_avg_pool3d"};
  static const OpRef pool(kNames[N - 1], "input output_size");
  const Dims size = output_size<N>(self, a[0].tensor());
  return pool({a[0], Value(IntSpan(size))});
}

template <size_t N>
Value adaptive_max_forward(Self& self, Args a) {
  static constexpr const char* kNames[] = {"adaptive_max_pool1d", "adaptive_max_pool2d",
                                           "adaptive_max_pool3d"};
  static const OpRef pool(kNames[N - 1], "input output_size");
  const Dims size = output_size<N>(self, a[0].tensor());
  const std::initializer_list<Value> args = {a[0], Value(IntSpan(size))};
  return self.to_bool(kAdaptiveIndices) ? pool.all(args) : pool(args);
}

template <size_t N>
constexpr TypeDef max_type(const char* name, const char* doc) {
  TypeDef t{.name = name};
  t.ctor =
      "(any kernel_size, any stride=None, any padding=0, any dilation=1, bool "
      "return_indices=False, bool ceil_mode=False)";
  t.fields = "attr kernel_size stride padding dilation return_indices ceil_mode";
  t.init = max_init;
  t.methods[0] = {"forward(Tensor input) -> any", max_forward<N>};
  t.repr =
      "kernel_size={kernel_size}, stride={stride}, padding={padding}, dilation={dilation}, "
      "ceil_mode={ceil_mode}";
  t.doc = doc;
  return t;
}

template <size_t N>
constexpr TypeDef avg_type(const char* name, const char* doc) {
  TypeDef t{.name = name};
  t.ctor = N == 1 ? "(any kernel_size, any stride=None, any padding=0, bool ceil_mode=False, bool "
                    "count_include_pad=True)"
                  : "(any kernel_size, any stride=None, any padding=0, bool ceil_mode=False, bool "
                    "count_include_pad=True, "
                    "int? divisor_override=None)";
  t.fields = N == 1
                 ? "attr kernel_size stride padding ceil_mode count_include_pad"
                 : "attr kernel_size stride padding ceil_mode count_include_pad divisor_override";
  t.init = N == 1 ? avg1d_init : avg_init;
  t.methods[0] = {"forward(Tensor input) -> Tensor", N == 1 ? avg1d_forward : avg_forward<N>};
  t.repr = "kernel_size={kernel_size}, stride={stride}, padding={padding}";
  t.doc = doc;
  return t;
}

constexpr TypeDef adaptive_type(const char* name, TypeFn forward, const char* doc,
                                bool max = false) {
  TypeDef t{.name = name};
  t.ctor = max ? "(any output_size, bool return_indices=False)" : "(any output_size)";
  t.fields = max ? "attr output_size return_indices" : "attr output_size";
  t.init = adaptive_init;
  t.methods[0] = {max ? "forward(Tensor input) -> any" : "forward(Tensor input) -> Tensor",
                  forward};
  t.repr = "output_size={output_size}";
  t.doc = doc;
  return t;
}

constexpr TypeDef kTypes[] = {
    max_type<1>("nn.MaxPool1d", "The maximum of each window of (N, C, L)."),
    max_type<2>("nn.MaxPool2d", "The maximum of each window of (N, C, H, W)."),
    max_type<3>("nn.MaxPool3d", "The maximum of each window of (N, C, D, H, W)."),
    avg_type<1>("nn.AvgPool1d", "The average of each window of (N, C, L)."),
    avg_type<2>("nn.AvgPool2d", "The average of each window of (N, C, H, W)."),
    avg_type<3>("nn.AvgPool3d", "The average of each window of (N, C, D, H, W)."),
    adaptive_type("nn.AdaptiveAvgPool1d", adaptive_avg_forward<1>,
                  "Averages (N, C, L) to the given length."),
    adaptive_type("nn.AdaptiveAvgPool2d", adaptive_avg_forward<2>,
                  "Averages (N, C, H, W) to the given height and width."),
    adaptive_type("nn.AdaptiveAvgPool3d", adaptive_avg_forward<3>,
                  "Averages (N, C, D, H, W) to the given sizes."),
    adaptive_type("nn.AdaptiveMaxPool1d", adaptive_max_forward<1>,
                  "The maxima of (N, C, L) for the given length.", true),
    adaptive_type("nn.AdaptiveMaxPool2d", adaptive_max_forward<2>,
                  "The maxima of (N, C, H, W) for the given sizes.", true),
    adaptive_type("nn.AdaptiveMaxPool3d", adaptive_max_forward<3>,
                  "The maxima of (N, C, D, H, W) for the given sizes.", true),
};

}  // namespace
void register_pool() { define_types(kTypes); }
}  // namespace tenon::nn
