// What pooling and its gradients are made of: linear maps in pairs, each the gradient of the other.
#include "core/api/pool_grad.h"

#include "core/ops/pool_run.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

Tensor plane_gather_cpu(const Tensor& input, const Tensor& index, int64_t spatial) {
  return raw::plane_gather(input, index, spatial);
}
void plane_gather_vjp(VjpCtx& c) {
  c.grad_in(0, plane_scatter(c.grad(), c.in(1), c.in_sizes(0), c.arg(2).to_int()));
}

Tensor plane_scatter_cpu(const Tensor& grad_output, const Tensor& index, IntSpan input_size,
                         int64_t spatial) {
  return raw::plane_scatter(grad_output, index, input_size, spatial);
}
void plane_scatter_vjp(VjpCtx& c) {
  c.grad_in(0, plane_gather(c.grad(), c.in(1), c.arg(3).to_int()));
}

Windows windows_of(IntSpan input, IntSpan kernel, IntSpan stride, IntSpan padding, bool ceil,
                   bool count_padding, int64_t divisor) {
  PoolParams p(static_cast<int>(kernel.size()), kernel, stride, padding, Ints<1>::span, ceil);
  p.count_padding = count_padding;
  p.divisor = divisor;
  return Windows::sliding(input, p);
}

Tensor window_mean_cpu(const Tensor& input, IntSpan kernel, IntSpan stride, IntSpan padding,
                       bool ceil, bool count_padding, int64_t divisor) {
  return raw::mean_pool(
      input, windows_of(input.sizes(), kernel, stride, padding, ceil, count_padding, divisor));
}
void window_mean_vjp(VjpCtx& c) {
  c.grad_in(0, window_spread(c.grad(), c.in_sizes(0), c.arg(1).to_ints(), c.arg(2).to_ints(),
                             c.arg(3).to_ints(), c.arg(4).to_bool(), c.arg(5).to_bool(),
                             c.arg(6).to_int()));
}

Tensor window_spread_cpu(const Tensor& grad_output, IntSpan input_size, IntSpan kernel,
                         IntSpan stride, IntSpan padding, bool ceil, bool count_padding,
                         int64_t divisor) {
  return raw::spread_pool(
      grad_output, input_size,
      windows_of(input_size, kernel, stride, padding, ceil, count_padding, divisor));
}
void window_spread_vjp(VjpCtx& c) {
  c.grad_in(0, window_mean(c.grad(), c.arg(2).to_ints(), c.arg(3).to_ints(), c.arg(4).to_ints(),
                           c.arg(5).to_bool(), c.arg(6).to_bool(), c.arg(7).to_int()));
}

Tensor adaptive_mean_cpu(const Tensor& input, IntSpan output_size) {
  return raw::mean_pool(input, Windows::adaptive(input.sizes(), output_size));
}
void adaptive_mean_vjp(VjpCtx& c) {
  c.grad_in(0, adaptive_spread(c.grad(), c.in_sizes(0), c.arg(1).to_ints()));
}

Tensor adaptive_spread_cpu(const Tensor& grad_output, IntSpan input_size, IntSpan output_size) {
  return raw::spread_pool(grad_output, input_size, Windows::adaptive(input_size, output_size));
}
void adaptive_spread_vjp(VjpCtx& c) { c.grad_in(0, adaptive_mean(c.grad(), c.arg(2).to_ints())); }

constexpr OpDef kOps[] = {
    {.schema = "plane_gather(Tensor input, Tensor index, int spatial) -> Tensor",
     .cpu = kernel<plane_gather_cpu>(),
     .vjp = plane_gather_vjp,
     .saves = "index",
     .traits = NoFunction,
     .doc = "Elements of every plane (the last `spatial` dimensions) at given positions."},
    {.schema =
         "plane_scatter(Tensor grad_output, Tensor index, int[] input_size, int spatial) -> Tensor",
     .cpu = kernel<plane_scatter_cpu>(),
     .vjp = plane_scatter_vjp,
     .saves = "index",
     .traits = NoFunction,
     .doc = "Sums elements into zeros at given positions of every plane."},
    {.schema = "window_mean(Tensor input, int[] kernel_size, int[] stride, int[] padding, bool "
               "ceil_mode, "
               "bool count_include_pad, int divisor) -> Tensor",
     .cpu = kernel<window_mean_cpu>(),
     .vjp = window_mean_vjp,
     .traits = NoFunction,
     .doc = "Means over sliding windows; divisor 0 stands for the window's size."},
    {.schema = "window_spread(Tensor grad_output, int[] input_size, int[] kernel_size, int[] "
               "stride, int[] padding, "
               "bool ceil_mode, bool count_include_pad, int divisor) -> Tensor",
     .cpu = kernel<window_spread_cpu>(),
     .vjp = window_spread_vjp,
     .traits = NoFunction,
     .doc = "The gradient of window_mean()."},
    {.schema = "adaptive_mean(Tensor input, int[] output_size) -> Tensor",
     .cpu = kernel<adaptive_mean_cpu>(),
     .vjp = adaptive_mean_vjp,
     .traits = NoFunction,
     .doc = "Means over windows that give the output this size."},
    {.schema = "adaptive_spread(Tensor grad_output, int[] input_size, int[] output_size) -> Tensor",
     .cpu = kernel<adaptive_spread_cpu>(),
     .vjp = adaptive_spread_vjp,
     .traits = NoFunction,
     .doc = "The gradient of adaptive_mean()."},
};

}  // namespace
void register_pool_grad(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
