// Pooling by means over sliding or adaptive windows, in one to three dimensions.
#include "core/api/pool_mean.h"

#include <algorithm>

#include "core/api/pool_grad.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/ops/layouts.h"
#include "core/ops/pool_run.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptInts = std::optional<IntSpan>;

template <int N>
Tensor avg_pool_body(const Tensor& input, IntSpan kernel_size, OptInts stride, IntSpan padding,
                     bool ceil_mode, bool count_include_pad,
                     std::optional<int64_t> divisor_override) {
  check_pool_dims(input, N, "avg_pool");
  check(!divisor_override || *divisor_override != 0, "divisor must be not zero");
  return window_mean(input, kernel_size, stride.value_or(kernel_size), padding, ceil_mode,
                     count_include_pad, divisor_override.value_or(0));
}
Tensor avg_pool1d_body(const Tensor& input, IntSpan kernel_size, OptInts stride, IntSpan padding,
                       bool ceil_mode, bool count_include_pad) {
  return avg_pool_body<1>(input, kernel_size, stride, padding, ceil_mode, count_include_pad,
                          std::nullopt);
}

template <int N>
Tensor adaptive_avg_pool_body(const Tensor& input, IntSpan output_size) {
  if (N == 1) {
    check(output_size.size() == 1,
          "adaptive_avg_pool1d() argument 'output_size' should contain one int (got ",
          output_size.size(), ")");
  } else {  // the sizes that None may stand for are looked up first
    check_value(input.dim() > std::ssize(output_size), "Input dimension should be at least ",
                output_size.size() + 1);
    check(output_size.size() == N, "adaptive_avg_pool", N, "d: output_size must be ", N);
  }
  check(std::all_of(output_size.begin(), output_size.end(), [](int64_t n) { return n >= 0; }),
        "adaptive_avg_pool", N,
        "d: elements of output_size must be greater than or equal to 0 but received ", output_size);
  check_pool_dims(input, N, "adaptive_avg_pool");
  bool all_one =
      std::all_of(output_size.begin(), output_size.end(), [](int64_t n) { return n == 1; });
  if (all_one && is_floating(input.dtype())) {  // a plain mean, which runs in vectors
    Dims dims(N);
    for (int i = 0; i < N; ++i) dims[i] = i - N;
    const Tensor out = mean(input, IntSpan(dims), true);
    return suggests_channels_last(input)
               ? as_strided(out, out.sizes(), channels_last_strides(out.sizes()))
               : out;
  }
  return adaptive_mean(input, output_size);
}

template <int N>
Tensor adaptive_avg_pool_like(const Tensor& input, const Value& output_size) {
  return adaptive_avg_pool_body<N>(input, adaptive_size(input, output_size, N));
}

constexpr OpDef kOps[] = {
    {.schema =
         "avg_pool1d(Tensor input, int[1] kernel_size, int[1]? stride=None, int[1] padding=0, "
         "bool ceil_mode=False, bool count_include_pad=True) -> Tensor",
     .body = kernel<avg_pool1d_body>(),
     .paths = "tenon.avg_pool1d tenon.nn.functional.avg_pool1d",
     .doc =
         "Takes the mean of every window of [N, C, L] or [C, L]. stride defaults to kernel_size."},
    {.schema = "adaptive_avg_pool1d(Tensor input, int[1] output_size) -> Tensor",
     .body = kernel<adaptive_avg_pool_body<1>>(),
     .paths = "tenon.adaptive_avg_pool1d tenon.nn.functional.adaptive_avg_pool1d",
     .doc = "Takes means over windows chosen so that the output has the given size."},
    {.schema =
         "avg_pool2d(Tensor input, int[2] kernel_size, int[2]? stride=None, int[2] padding=0, "
         "bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor",
     .body = kernel<avg_pool_body<2>>(),
     .paths = "tenon.nn.functional.avg_pool2d",
     .doc = "Takes the mean of every window of [N, C, H, W] or [C, H, W]. stride defaults to "
            "kernel_size."},
    {.schema = "adaptive_avg_pool2d(Tensor input, int[2] output_size) -> Tensor",
     .body = kernel<adaptive_avg_pool_body<2>>(),
     .paths = "tenon.nn.functional.adaptive_avg_pool2d",
     .doc = "Takes means over windows chosen so that the output has the given size."},
    {.schema =
         "avg_pool3d(Tensor input, int[3] kernel_size, int[3]? stride=None, int[3] padding=0, "
         "bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor",
     .body = kernel<avg_pool_body<3>>(),
     .paths = "tenon.nn.functional.avg_pool3d",
     .doc = "Takes the mean of every window of [N, C, D, H, W] or [C, D, H, W]. stride defaults to "
            "kernel_size."},
    {.schema = "adaptive_avg_pool3d(Tensor input, int[3] output_size) -> Tensor",
     .body = kernel<adaptive_avg_pool_body<3>>(),
     .paths = "tenon.nn.functional.adaptive_avg_pool3d",
     .doc = "Takes means over windows chosen so that the output has the given size."},
    {.schema = "adaptive_avg_pool2d.like(Tensor input, any output_size) -> Tensor",
     .body = kernel<adaptive_avg_pool_like<2>>(),
     .paths = "tenon.nn.functional.adaptive_avg_pool2d",
     .doc = "adaptive_avg_pool2d(); None stands for the input's size."},
    {.schema = "adaptive_avg_pool3d.like(Tensor input, any output_size) -> Tensor",
     .body = kernel<adaptive_avg_pool_like<3>>(),
     .paths = "tenon.nn.functional.adaptive_avg_pool3d",
     .doc = "adaptive_avg_pool3d(); None stands for the input's size."},
};

}  // namespace
void register_pool_mean(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
