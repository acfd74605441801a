// conv1d ... conv_transpose3d: the public forms of convolution().
#include "core/api/conv.h"

#include "core/api/convolution.h"
#include "core/api/pad.h"
#include "core/api/view_dims.h"
#include "core/ops/conv_args.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

// Runs `f` on the input with a batch dimension, which an input without one gets for the time of the
// call.
template <class F>
Tensor batched(const Tensor& input, int spatial, bool transposed, F&& f) {
  int64_t d = input.dim();
  check(d == spatial + 1 || d == spatial + 2, "Expected ", spatial + 1, "D (unbatched) or ",
        spatial + 2, "D (batched) input to ", transposed ? "conv_transpose" : "conv", spatial,
        "d, but got input of size: ", input.sizes());
  if (d == spatial + 2) return f(input);
  return squeeze_dim(f(unsqueeze(input, 0)), 0);
}

constexpr int64_t kZeros[3] = {};

template <int N>
Tensor conv(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride,
            IntSpan padding, IntSpan dilation, int64_t groups) {
  return batched(input, N, false, [&](const Tensor& x) {
    return convolution(x, weight, bias, stride, padding, dilation, false, IntSpan(kZeros, N),
                       groups);
  });
}

// The padding in front of each dimension, and one more behind where "same" needs an odd number.
template <int N>
Tensor conv_padding(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride,
                    std::string_view padding, IntSpan dilation, int64_t groups) {
  if (padding == "valid")
    return conv<N>(input, weight, bias, stride, IntSpan(kZeros, N), dilation, groups);
  check(padding == "same", "Invalid padding string: '", padding, "'");
  check(weight.dim() == N + 2, "Expected ", N + 2, "-dimensional weight for conv", N,
        "d, but got weight of size ", weight.sizes());
  ConvParams p = conv_params(N, stride, Ints<0>::span, dilation, false, Ints<0>::span, groups);
  Dims front(N), behind(2 * N, 0);
  bool uneven = false;
  for (int i = 0; i < N; ++i) {
    check(p.stride[i] == 1, "padding='same' is not supported for strided convolutions");
    int64_t total = p.dilation[i] * (weight.size(i + 2) - 1);
    front[i] = total / 2;
    behind[2 * (N - 1 - i) + 1] = total % 2;
    uneven = uneven || total % 2 != 0;
  }
  return conv<N>(uneven ? pad(input, behind) : input, weight, bias, stride, front, dilation,
                 groups);
}

template <int N>
Tensor conv_transpose(const Tensor& input, const Tensor& weight, const Tensor& bias, IntSpan stride,
                      IntSpan padding, IntSpan output_padding, int64_t groups, IntSpan dilation) {
  return batched(input, N, true, [&](const Tensor& x) {
    return convolution(x, weight, bias, stride, padding, dilation, true, output_padding, groups);
  });
}

#define TN_DOC(what, sizes)                                                                        \
  "Applies a " what " over an input of shape [N, C, " sizes "] or [C, " sizes                      \
  "].\n\n"                                                                                         \
  "Args:\n"                                                                                        \
  "    weight: [out_channels, in_channels / groups, ...]; transposed: [in_channels, out_channels " \
  "/ groups, ...].\n"                                                                              \
  "    bias: [out_channels], or None.\n"                                                           \
  "    padding: zeros around every side; for convolutions also 'valid' or 'same'.\n"

constexpr OpDef kOps[] = {
    {.schema = "conv1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, int[1] "
               "padding=0, int[1] dilation=1, "
               "int groups=1) -> Tensor",
     .body = kernel<conv<1>>(),
     .paths = "tenon.conv1d tenon.nn.functional.conv1d",
     .doc = TN_DOC("1-dimensional convolution", "L")},
    {.schema = "conv1d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, "
               "str padding='valid', "
               "int[1] dilation=1, int groups=1) -> Tensor",
     .body = kernel<conv_padding<1>>(),
     .paths = "tenon.conv1d tenon.nn.functional.conv1d",
     .doc = TN_DOC("1-dimensional convolution", "L")},
    {.schema = "conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, "
               "int[1] padding=0, "
               "int[1] output_padding=0, int groups=1, int[1] dilation=1) -> Tensor",
     .body = kernel<conv_transpose<1>>(),
     .paths = "tenon.conv_transpose1d tenon.nn.functional.conv_transpose1d",
     .doc = TN_DOC("1-dimensional transposed convolution", "L")},
    {.schema = "conv2d(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, int[2] "
               "padding=0, int[2] dilation=1, "
               "int groups=1) -> Tensor",
     .body = kernel<conv<2>>(),
     .paths = "tenon.conv2d tenon.nn.functional.conv2d",
     .doc = TN_DOC("2-dimensional convolution", "H, W")},
    {.schema = "conv2d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, "
               "str padding='valid', "
               "int[2] dilation=1, int groups=1) -> Tensor",
     .body = kernel<conv_padding<2>>(),
     .paths = "tenon.conv2d tenon.nn.functional.conv2d",
     .doc = TN_DOC("2-dimensional convolution", "H, W")},
    {.schema = "conv_transpose2d(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=1, "
               "int[2] padding=0, "
               "int[2] output_padding=0, int groups=1, int[2] dilation=1) -> Tensor",
     .body = kernel<conv_transpose<2>>(),
     .paths = "tenon.conv_transpose2d tenon.nn.functional.conv_transpose2d",
     .doc = TN_DOC("2-dimensional transposed convolution", "H, W")},
    {.schema = "conv3d(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, int[3] "
               "padding=0, int[3] dilation=1, "
               "int groups=1) -> Tensor",
     .body = kernel<conv<3>>(),
     .paths = "tenon.conv3d tenon.nn.functional.conv3d",
     .doc = TN_DOC("3-dimensional convolution", "D, H, W")},
    {.schema = "conv3d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, "
               "str padding='valid', "
               "int[3] dilation=1, int groups=1) -> Tensor",
     .body = kernel<conv_padding<3>>(),
     .paths = "tenon.conv3d tenon.nn.functional.conv3d",
     .doc = TN_DOC("3-dimensional convolution", "D, H, W")},
    {.schema = "conv_transpose3d(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=1, "
               "int[3] padding=0, "
               "int[3] output_padding=0, int groups=1, int[3] dilation=1) -> Tensor",
     .body = kernel<conv_transpose<3>>(),
     .paths = "tenon.conv_transpose3d tenon.nn.functional.conv_transpose3d",
     .doc = TN_DOC("3-dimensional transposed convolution", "D, H, W")},
};

#undef TN_DOC

}  // namespace
void register_conv(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
