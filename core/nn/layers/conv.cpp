// Convolutions and transposed convolutions of one to three dimensions.
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

enum Field : uint32_t {
  kIn,
  kOut,
  kKernel,
  kStride,
  kPadding,
  kDilation,
  kTransposed,
  kOutputPadding,
  kGroups,
  kPaddingMode,
  kWeight,
  kBias
};

// What differs in the order of the two kinds of constructors.
struct Options {
  Value stride, padding, output_padding, dilation, groups, bias, mode, device, dtype;
};

// An argument `int[N]` that came as any: one number, alone or in a list, stands for all.
Dims spread(std::string_view what, const Value& v, size_t n) {
  if (v.tag == TN_INT) return Dims(n, v.to_int());
  Dims out;
  for (const Value& x : list_items(v)) {
    check_type(x.tag == TN_INT, what, " must be ints, got ", tag_name(x.tag));
    out.push_back(x.to_int());
  }
  if (out.size() == 1) return Dims(n, out[0]);
  check_value(out.size() == n, what, ": got ", out.size(), " numbers, expected one or ", n);
  return out;
}

void init_conv(Self& self, size_t n, bool transposed, Args a, const Options& o) {
  const int64_t in = a[0].to_int(), out = a[1].to_int(), groups = o.groups.to_int();
  check_value(groups > 0, "groups must be a positive integer");
  check_value(in % groups == 0, "in_channels must be divisible by groups");
  check_value(out % groups == 0, "out_channels must be divisible by groups");
  const std::string_view mode = o.mode.to_str();
  check_value(mode == "zeros" || mode == "reflect" || mode == "replicate" || mode == "circular",
              "padding_mode must be one of ['zeros', 'reflect', 'replicate', 'circular'], but got "
              "padding_mode='",
              mode, "'");
  check_value(!transposed || mode == "zeros",
              "Only \"zeros\" padding mode is supported for ConvTranspose");
  const Dims kernel = spread("kernel_size", a[2], n), stride = spread("stride", o.stride, n);
  const bool named = o.padding.tag == TN_STR || o.padding.tag == TN_STRING;
  if (named) {
    const std::string_view padding = o.padding.to_str();
    check_value(padding == "same" || padding == "valid", "Invalid padding string '", padding,
                "', should be one of ['valid', 'same']");
    for (int64_t s : stride)
      check_value(padding != "same" || s == 1,
                  "padding='same' is not supported for strided convolutions");
  }
  self.set(kIn, a[0]);
  self.set(kOut, a[1]);
  self.set(kKernel, Value(IntSpan(kernel)));
  self.set(kStride, Value(IntSpan(stride)));
  self.set(kPadding, named ? o.padding : Value(IntSpan(spread("padding", o.padding, n))));
  self.set(kDilation, Value(IntSpan(spread("dilation", o.dilation, n))));
  self.set(kTransposed, Value(transposed));
  self.set(kOutputPadding, Value(IntSpan(spread("output_padding", o.output_padding, n))));
  self.set(kGroups, o.groups);
  self.set(kPaddingMode, o.mode);
  Dims size = transposed ? Dims{in, out / groups} : Dims{out, in / groups};
  for (int64_t k : kernel) size.push_back(k);
  const int64_t bias[] = {out};
  self.set(kWeight, Value(empty_tensor(size, o.device, o.dtype)));
  self.set(kBias, Value(o.bias.to_bool() ? empty_tensor(bias, o.device, o.dtype) : Tensor()));
  self.method_named("reset_parameters");
}

template <size_t N>
Value conv_init(Self& self, Args a) {
  init_conv(self, N, false, a, {a[3], a[4], Value(0), a[5], a[6], a[7], a[8], a[9], a[10]});
  return {};
}

template <size_t N>
Value transposed_init(Self& self, Args a) {
  init_conv(self, N, true, a, {a[3], a[4], a[5], a[8], a[6], a[7], a[9], a[10], a[11]});
  return {};
}

Value reset(Self& self, Args) {
  init_weight_and_bias(self.tensor(kWeight), self.tensor(kBias));
  return {};
}

// For modes other than zeros, the input is padded first. Pairs of numbers from the last dimension
// on.
Dims pad_amounts(Self& self, size_t n) {
  const Value padding = self.get(kPadding);
  const bool named = padding.tag == TN_STR || padding.tag == TN_STRING;
  const Dims dilation = self.to_dims(kDilation), kernel = self.to_dims(kKernel);
  const Dims amounts = named ? Dims(n) : self.to_dims(kPadding);
  Dims out;
  for (size_t i = n; i-- > 0;) {
    int64_t total = named && padding.to_str() == "same" ? dilation[i] * (kernel[i] - 1) : 0;
    int64_t left = named ? total / 2 : amounts[i];
    out.push_back(left);
    out.push_back(named ? total - left : left);
  }
  return out;
}

template <size_t N>
Value conv_forward(Self& self, Args a) {
  static const OpRef pad("pad", "input pad mode");
  static constexpr const char* kNames[] = {"conv1d", "conv2d", "conv3d"};
  static constexpr const char* kSameNames[] = {"conv1d.padding", "conv2d.padding",
                                               "conv3d.padding"};
  static const OpRef conv(kNames[N - 1], "input weight bias stride padding dilation groups");
  static const OpRef conv_named(kSameNames[N - 1],
                                "input weight bias stride padding dilation groups");
  const Dims stride = self.to_dims(kStride), dilation = self.to_dims(kDilation);
  const Value weight = self.get(kWeight), bias = self.get(kBias), groups = self.get(kGroups);
  const std::string_view mode = self.to_str(kPaddingMode);
  if (mode != "zeros") {
    const Dims amounts = pad_amounts(self, N);
    const Owned padded(pad({a[0], Value(IntSpan(amounts)), Value(mode)}));
    const Dims none(N);
    return conv({padded.get(), weight, bias, Value(IntSpan(stride)), Value(IntSpan(none)),
                 Value(IntSpan(dilation)), groups});
  }
  const Value padding = self.get(kPadding);
  if (padding.tag == TN_STR || padding.tag == TN_STRING) {
    return conv_named(
        {a[0], weight, bias, Value(IntSpan(stride)), padding, Value(IntSpan(dilation)), groups});
  }
  const Dims amounts = self.to_dims(kPadding);
  return conv({a[0], weight, bias, Value(IntSpan(stride)), Value(IntSpan(amounts)),
               Value(IntSpan(dilation)), groups});
}

// The output_padding that gives the wanted size: PyTorch's _output_padding.
Dims output_padding_for(Self& self, const Tensor& input, const Value& wanted, size_t n) {
  if (wanted.is_none()) return self.to_dims(kOutputPadding);
  const Dims stride = self.to_dims(kStride), padding = self.to_dims(kPadding),
             dilation = self.to_dims(kDilation), kernel = self.to_dims(kKernel);
  Dims size(wanted.to_ints());
  if (size.size() == n + 2 || size.size() == n + 1)
    size = Dims(IntSpan(size).subspan(size.size() - n));
  check_value(size.size() == n, "ConvTranspose", n, "d: output_size must have ", n, " or ", n + 2,
              " elements (got ", size.size(), ")");
  Dims out;
  for (size_t d = 0; d < n; ++d) {
    const int64_t at = input.dim() - static_cast<int64_t>(n - d);
    const int64_t least =
        (input.size(at) - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel[d] - 1) + 1;
    check_value(size[d] >= least && size[d] < least + stride[d], "requested an output size of ",
                size, ", but valid sizes of dimension ", d, " range from ", least, " to ",
                least + stride[d] - 1);
    out.push_back(size[d] - least);
  }
  return out;
}

template <size_t N>
Value transposed_forward(Self& self, Args a) {
  static constexpr const char* kNames[] = {"conv_transpose1d", "conv_transpose2d",
                                           "conv_transpose3d"};
  static const OpRef conv(kNames[N - 1],
                          "input weight bias stride padding output_padding groups dilation");
  const Dims stride = self.to_dims(kStride), padding = self.to_dims(kPadding),
             dilation = self.to_dims(kDilation);
  const Dims output_padding = output_padding_for(self, a[0].tensor(), a[1], N);
  return conv({a[0], self.get(kWeight), self.get(kBias), Value(IntSpan(stride)),
               Value(IntSpan(padding)), Value(IntSpan(output_padding)), self.get(kGroups),
               Value(IntSpan(dilation))});
}

Value extra_repr(Self& self, Args) {
  const Dims kernel = self.to_dims(kKernel), stride = self.to_dims(kStride),
             dilation = self.to_dims(kDilation), output_padding = self.to_dims(kOutputPadding);
  std::string out = str(self.to_int(kIn), ", ", self.to_int(kOut),
                        ", kernel_size=", tuple_repr(kernel), ", stride=", tuple_repr(stride));
  const Value padding = self.get(kPadding);
  if (padding.tag == TN_STR || padding.tag == TN_STRING) {
    out += str(", padding=", padding.to_str());
  } else if (const Dims p = self.to_dims(kPadding); p != Dims(p.size())) {
    out += ", padding=" + tuple_repr(p);
  }
  if (dilation != Dims(dilation.size(), 1)) out += ", dilation=" + tuple_repr(dilation);
  if (output_padding != Dims(output_padding.size()))
    out += ", output_padding=" + tuple_repr(output_padding);
  if (self.to_int(kGroups) != 1) out += str(", groups=", self.to_int(kGroups));
  if (self.get(kBias).is_none()) out += ", bias=False";
  if (self.to_str(kPaddingMode) != "zeros")
    out += str(", padding_mode=", self.to_str(kPaddingMode));
  return text(std::move(out));
}

constexpr const char* kFields =
    "attr in_channels out_channels kernel_size stride padding dilation transposed output_padding "
    "groups padding_mode, "
    "param weight, param? bias";

template <size_t N>
constexpr TypeDef conv_type(const char* name, const char* doc) {
  TypeDef t{.name = name};
  t.ctor =
      "(int in_channels, int out_channels, any kernel_size, any stride=1, any padding=0, any "
      "dilation=1, "
      "int groups=1, bool bias=True, str padding_mode='zeros', device? device=None, dtype? "
      "dtype=None)";
  t.fields = kFields;
  t.init = conv_init<N>;
  t.methods[0] = {"forward(Tensor input) -> Tensor", conv_forward<N>};
  t.methods[1] = {"reset_parameters()", reset, "Draws weight and bias again."};
  t.methods[2] = {"extra_repr() -> str", extra_repr};
  t.doc = doc;
  return t;
}

template <size_t N>
constexpr TypeDef transposed_type(const char* name, const char* doc) {
  TypeDef t{.name = name};
  t.ctor =
      "(int in_channels, int out_channels, any kernel_size, any stride=1, any padding=0, "
      "any output_padding=0, int groups=1, bool bias=True, any dilation=1, str "
      "padding_mode='zeros', "
      "device? device=None, dtype? dtype=None)";
  t.fields = kFields;
  t.init = transposed_init<N>;
  t.methods[0] = {"forward(Tensor input, int[]? output_size=None) -> Tensor",
                  transposed_forward<N>};
  t.methods[1] = {"reset_parameters()", reset, "Draws weight and bias again."};
  t.methods[2] = {"extra_repr() -> str", extra_repr};
  t.doc = doc;
  return t;
}

constexpr TypeDef kTypes[] = {
    conv_type<1>("nn.Conv1d", "A convolution over (N, C, L)."),
    conv_type<2>("nn.Conv2d",
                 R"(A convolution over (N, C, H, W). padding is a number, a pair, 'same' or 'valid'.

Example:
    >>> m = tenon.nn.Conv2d(3, 8, kernel_size=3, padding=1)
    >>> m(tenon.zeros(1, 3, 16, 16)).shape
    tenon.Size([1, 8, 16, 16])
)"),
    conv_type<3>("nn.Conv3d", "A convolution over (N, C, D, H, W)."),
    transposed_type<1>("nn.ConvTranspose1d", "The gradient of Conv1d as a layer of its own."),
    transposed_type<2>("nn.ConvTranspose2d", "The gradient of Conv2d as a layer of its own."),
    transposed_type<3>("nn.ConvTranspose3d", "The gradient of Conv3d as a layer of its own."),
};

}  // namespace
void register_conv() { define_types(kTypes); }
}  // namespace tenon::nn
