#include "core/ops/conv_args.h"

#include <algorithm>

#include "core/iter/pointwise.h"
#include "core/ops/layouts.h"
#include "core/ops/products.h"
#include "core/registry/mode.h"

namespace tenon {
namespace {

Dims per_dimension(IntSpan given, int spatial, const char* name) {
  auto n = static_cast<size_t>(spatial);
  if (given.size() == 1) return Dims(n, given[0]);
  check(given.size() == n, "expected ", name, " to be a single integer value or a list of ",
        spatial, " values to match the convolution dimensions, but got ", name, "=", given);
  return Dims(given);
}

std::string times(IntSpan sizes) {
  std::string out;
  for (int64_t s : sizes) append(out, str(out.empty() ? "" : " x ", s));
  return out;
}

bool any_below(IntSpan v, int64_t limit) {
  return std::any_of(v.begin(), v.end(), [&](int64_t x) { return x < limit; });
}

}  // namespace

ConvParams conv_params(int spatial, IntSpan stride, IntSpan padding, IntSpan dilation,
                       bool transposed, IntSpan output_padding, int64_t groups) {
  ConvParams p{per_dimension(stride, spatial, "stride"),
               per_dimension(padding, spatial, "padding"),
               per_dimension(dilation, spatial, "dilation"),
               per_dimension(output_padding, spatial, "output_padding"),
               transposed,
               groups};
  check(!any_below(p.padding, 0), "negative padding is not supported");
  check(!any_below(p.output_padding, 0), "negative output_padding is not supported");
  check(!any_below(p.stride, 1), "non-positive stride is not supported");
  check(!any_below(p.dilation, 1), "non-positive dilation is not supported");
  check(groups > 0, "non-positive groups is not supported");
  return p;
}

void check_conv(const Tensor& input, const Tensor& weight, const Tensor& bias,
                const ConvParams& p) {
  int64_t groups = p.groups;
  check(weight.size(0) >= groups, "Given groups=", groups, ", expected weight to be at least ",
        groups, " at dimension 0, but got weight of size ", weight.sizes(), " instead");
  check(weight.size(0) % groups == 0, "Given groups=", groups,
        ", expected weight to be divisible by ", groups, " at dimension 0, but got weight of size ",
        weight.sizes(), " instead");
  int64_t channels = p.transposed ? weight.size(0) : weight.size(1) * groups;
  check(input.size(1) == channels, "Given ",
        p.transposed ? "transposed=1, " : str("groups=", groups, ", "), "weight of size ",
        weight.sizes(), ", expected input", input.sizes(), " to have ", channels,
        " channels, but got ", input.size(1), " channels instead");
  int64_t out = p.transposed ? weight.size(1) * groups : weight.size(0);
  check(!bias || (bias.dim() == 1 && bias.size(0) == out), "Given ",
        p.transposed ? "transposed=1, " : "", "weight of size ", weight.sizes(),
        ", expected bias to be 1-dimensional with ", out, " elements, but got bias of size ",
        bias ? bias.sizes() : IntSpan(), " instead");
  check(weight.dtype() == input.dtype(), "Input type (", meta_type_name(input.dtype()),
        ") and weight type (", meta_type_name(weight.dtype()), ") should be the same");
  check(!bias || bias.dtype() == input.dtype(), "Input type (", meta_type_name(input.dtype()),
        ") and bias type (", bias ? meta_type_name(bias.dtype()) : "", ") should be the same");
  check_implemented(input.dtype() != DType::Bool, "\"convolution\" not implemented for '",
                    scalar_type_name(input.dtype()), "'");
  if (p.transposed) return;
  Dims padded, reach;
  bool fits = true;
  for (size_t i = 0; i < p.stride.size(); ++i) {
    padded.push_back(input.sizes()[i + 2] + 2 * p.padding[i]);
    reach.push_back(p.dilation[i] * (weight.sizes()[i + 2] - 1) + 1);
    fits = fits && padded[i] >= reach[i];
  }
  check(fits, "Calculated padded input size per channel: (", times(padded), "). Kernel size: (",
        times(reach), "). Kernel size can't be greater than actual input size");
}

Dims conv_output_sizes(IntSpan input, IntSpan weight, const ConvParams& p) {
  Dims out = {input[0], p.transposed ? weight[1] * p.groups : weight[0]};
  for (size_t i = 0; i < p.stride.size(); ++i) {
    int64_t reach = p.dilation[i] * (weight[i + 2] - 1) + 1, n = input[i + 2];
    out.push_back(p.transposed
                      ? (n - 1) * p.stride[i] - 2 * p.padding[i] + reach + p.output_padding[i]
                      : (n + 2 * p.padding[i] - reach) / p.stride[i] + 1);
  }
  return out;
}

namespace raw {
namespace {

// A dtype that the back end computes in: 16-bit floats go through float32 where it has them not,
// integers through float64.
DType compute_dtype(DType t) {
  if (is_integral(t)) return DType::F64;
  return t == DType::F16 || (t == DType::BF16 && !onednn::has_bf16()) ? DType::F32 : t;
}

Tensor prepared(const Tensor& t, DType dtype) {
  Tensor x = cast(t, dtype);
  if (dtype == DType::F64) return contiguous(x);
  return is_non_overlapping_and_dense(x.sizes(), x.strides()) ? x : contiguous(x);
}

// A result: channels last where an argument is.
Tensor arranged(IntSpan sizes, DType dtype, bool last, Device device) {
  return last ? new_strided(sizes, channels_last_strides(sizes), dtype, device)
              : new_tensor(sizes, dtype, device);
}

// What is computed into: float64 is computed contiguous.
Tensor allocate(IntSpan sizes, DType dtype, bool last, Device device) {
  return arranged(sizes, dtype, last && dtype != DType::F64, device);
}

Tensor finished(const Tensor& t, DType dtype, bool last) {
  Tensor out = cast(t, dtype);
  if (!last || suggests_channels_last(out)) return out;
  Tensor copied = arranged(out.sizes(), dtype, last, out.device());
  copy(copied, out);
  return copied;
}

// src: the wide side of the plain convolution; dst: the side it makes.
onednn::ConvShape shape_of(const Tensor& src, const Tensor& weight, const Tensor& dst,
                           const ConvParams& p) {
  onednn::ConvShape s{.dtype = src.dtype(), .spatial = static_cast<int>(p.stride.size())};
  s.batch = src.size(0), s.groups = p.groups, s.ic = src.size(1), s.oc = dst.size(1);
  for (int i = 0; i < s.spatial; ++i) {
    s.in[i] = src.size(i + 2), s.out[i] = dst.size(i + 2), s.kernel[i] = weight.size(i + 2);
    s.stride[i] = p.stride[i], s.dilation[i] = p.dilation[i], s.pad[i] = p.padding[i];
  }
  std::copy(src.strides().begin(), src.strides().end(), s.src_strides);
  std::copy(dst.strides().begin(), dst.strides().end(), s.dst_strides);
  std::copy(weight.strides().begin(), weight.strides().end(), s.weight_strides);
  return s;
}

void add_bias(const Tensor& out, const Tensor& bias) {
  Dims sizes(out.sizes().size(), 1), strides(out.sizes().size(), 0);
  sizes[1] = bias.numel(), strides[1] = bias.stride(0);
  Iter it("convolution");
  it.out(out).in(out).in(make_view(bias, sizes, strides, bias.offset())).build();
  it.run(kernels::add.loop(out.dtype()));
}

}  // namespace

Tensor conv_output(const Tensor& input, const Tensor& weight, const Tensor& bias,
                   const ConvParams& p) {
  take_out_hint();
  Dims sizes = conv_output_sizes(input.sizes(), weight.sizes(), p);
  check(!p.transposed || !any_below(IntSpan(sizes).subspan(2), 1),
        "Given input size per channel: (", times(input.sizes().subspan(2)),
        "). Calculated output size per channel: (", times(IntSpan(sizes).subspan(2)),
        "). Output size is too small");
  bool last = suggests_channels_last(input) || suggests_channels_last(weight);
  if (input.is_meta()) return arranged(sizes, input.dtype(), last, input.device());
  DType t = compute_dtype(input.dtype());
  Tensor x = prepared(input, t), w = prepared(weight, t),
         b = bias ? contiguous(cast(bias, t)) : Tensor();
  Tensor y = allocate(sizes, t, last, input.device());
  bool empty = input.numel() == 0 || weight.numel() == 0;
  if (empty && y.numel() > 0) fill(y, 0);
  if (p.transposed) {
    if (!empty && y.numel() > 0)
      onednn::conv_backward_data(shape_of(y, w, x, p), x.raw(), w.raw(), y.raw());
    if (b) add_bias(y, b);
  } else if (!empty && y.numel() > 0) {
    onednn::conv_forward(shape_of(x, w, y, p), x.raw(), w.raw(), b ? b.raw() : nullptr, y.raw());
  } else if (b) {
    add_bias(y, b);
  }
  return finished(y, input.dtype(), last);
}

Tensor conv_input_grad(const Tensor& grad, const Tensor& weight, IntSpan input_sizes,
                       const ConvParams& p) {
  take_out_hint();
  bool last = suggests_channels_last(grad) || suggests_channels_last(weight);
  if (grad.is_meta()) return arranged(input_sizes, grad.dtype(), last, grad.device());
  DType t = compute_dtype(grad.dtype());
  Tensor g = prepared(grad, t), w = prepared(weight, t),
         x = allocate(input_sizes, t, last, grad.device());
  if (g.numel() == 0 || w.numel() == 0) {
    fill(x, 0);
  } else if (p.transposed) {
    onednn::conv_forward(shape_of(g, w, x, p), g.raw(), w.raw(), nullptr, x.raw());
  } else {
    onednn::conv_backward_data(shape_of(x, w, g, p), g.raw(), w.raw(), x.raw());
  }
  return finished(x, grad.dtype(), last);
}

Tensor conv_weight_grad(const Tensor& grad, const Tensor& input, IntSpan weight_sizes,
                        const ConvParams& p) {
  take_out_hint();
  if (grad.is_meta()) return new_tensor(weight_sizes, grad.dtype(), grad.device());
  DType t = compute_dtype(grad.dtype());
  Tensor g = prepared(grad, t), x = prepared(input, t),
         w = new_tensor(weight_sizes, t, grad.device());
  if (g.numel() == 0 || x.numel() == 0) {
    fill(w, 0);
  } else if (p.transposed) {
    onednn::conv_backward_weights(shape_of(g, w, x, p), g.raw(), x.raw(), w.raw());
  } else {
    onednn::conv_backward_weights(shape_of(x, w, g, p), x.raw(), g.raw(), w.raw());
  }
  return cast(w, grad.dtype());
}

}  // namespace raw
}  // namespace tenon
