// Pooling by maxima over sliding or adaptive windows, in one to three dimensions.
#include "core/api/pool.h"

#include "core/api/pool_grad.h"
#include "core/ops/pool_run.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptInts = std::optional<IntSpan>;

template <int N>
std::tuple<Tensor, Tensor> max_pool_cpu(const Tensor& input, IntSpan kernel_size, OptInts stride,
                                        IntSpan padding, IntSpan dilation, bool ceil_mode) {
  check_pool_dims(input, N, "max_pool");
  PoolParams p(N, kernel_size, stride, padding, dilation, ceil_mode);
  return raw::max_pool(input, Windows::sliding(input.sizes(), p));
}

template <int N>
std::tuple<Tensor, Tensor> adaptive_max_pool_cpu(const Tensor& input, IntSpan output_size) {
  check_pool_dims(input, N, "adaptive_max_pool");
  Dims size = output_size.size() == 1 ? Dims(N, output_size[0]) : Dims(output_size);
  return raw::max_pool(input, Windows::adaptive(input.sizes(), size));
}

// The positions of the maxima carry the gradient.
template <int N>
void max_pool_vjp(VjpCtx& c) {
  if (c.grad(0)) c.grad_in(0, plane_scatter(c.grad(0), c.out(1), c.in_sizes(0), N));
}

template <auto F>
Tensor first_of(const Tensor& input, IntSpan kernel_size, OptInts stride, IntSpan padding,
                IntSpan dilation, bool ceil_mode) {
  return std::get<0>(F(input, kernel_size, stride, padding, dilation, ceil_mode));
}

Value one_or_both(Tensor out, Tensor indices, bool both) {
  Value first = Value::pointer(TN_TENSOR, out.release());
  if (!both) return first;
  return make_list({first, Value::pointer(TN_TENSOR, indices.release())}, TN_TUPLE);
}

template <auto F, int N>
Value adaptive_either(const Tensor& input, const Value& output_size, bool return_indices) {
  auto [out, indices] = F(input, adaptive_size(input, output_size, N));
  return one_or_both(std::move(out), std::move(indices), return_indices);
}

template <auto F>
Value either(const Tensor& input, IntSpan kernel_size, OptInts stride, IntSpan padding,
             IntSpan dilation, bool ceil_mode, bool return_indices) {
  auto [out, indices] = F(input, kernel_size, stride, padding, dilation, ceil_mode);
  return one_or_both(std::move(out), std::move(indices), return_indices);
}

constexpr OpDef kOps[] = {
    {.schema = "max_pool1d_with_indices(Tensor input, int[1] kernel_size, int[1]? stride=None, "
               "int[1] padding=0, "
               "int[1] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor indices)",
     .cpu = kernel<max_pool_cpu<1>>(),
     .vjp = max_pool_vjp<1>,
     .saves = "indices",
     .paths = "tenon.max_pool1d_with_indices tenon.nn.functional.max_pool1d_with_indices",
     .doc = "max_pool1d() and the positions of the maxima in their planes."},
    {.schema =
         "max_pool1d(Tensor input, int[1] kernel_size, int[1]? stride=None, int[1] padding=0, "
         "int[1] dilation=1, bool ceil_mode=False) -> Tensor",
     .body = kernel<first_of<max_pool1d_with_indices>>(),
     .paths = "tenon.max_pool1d tenon.nn.functional.max_pool1d",
     .doc = "Takes the maximum of every window of [N, C, L] or [C, L]. stride defaults to "
            "kernel_size."},
    {.schema = "max_pool1d.return_indices(Tensor input, int[1] kernel_size, int[1]? stride=None, "
               "int[1] padding=0, "
               "int[1] dilation=1, bool ceil_mode=False, "
               "bool return_indices=False) -> any",
     .body = kernel<either<max_pool1d_with_indices>>(),
     .paths = "tenon.nn.functional.max_pool1d",
     .doc = "max_pool1d(), and with return_indices the positions of the maxima too."},
    {.schema = "adaptive_max_pool1d(Tensor input, int[1] output_size) -> (Tensor, Tensor indices)",
     .cpu = kernel<adaptive_max_pool_cpu<1>>(),
     .vjp = max_pool_vjp<1>,
     .saves = "indices",
     .paths = "tenon.adaptive_max_pool1d",
     .doc = "Takes maxima over windows chosen so that the output has the given size; also their "
            "positions."},
    {.schema = "adaptive_max_pool1d.return_indices(Tensor input, any output_size, bool "
               "return_indices=False) -> any",
     .body = kernel<adaptive_either<adaptive_max_pool1d, 1>>(),
     .paths = "tenon.nn.functional.adaptive_max_pool1d",
     .doc = "adaptive_max_pool1d() without the positions, unless return_indices."},
    {.schema = "max_pool2d_with_indices(Tensor input, int[2] kernel_size, int[2]? stride=None, "
               "int[2] padding=0, "
               "int[2] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor indices)",
     .cpu = kernel<max_pool_cpu<2>>(),
     .vjp = max_pool_vjp<2>,
     .saves = "indices",
     .paths = "tenon.max_pool2d_with_indices tenon.nn.functional.max_pool2d_with_indices",
     .doc = "max_pool2d() and the positions of the maxima in their planes."},
    {.schema =
         "max_pool2d(Tensor input, int[2] kernel_size, int[2]? stride=None, int[2] padding=0, "
         "int[2] dilation=1, bool ceil_mode=False) -> Tensor",
     .body = kernel<first_of<max_pool2d_with_indices>>(),
     .paths = "tenon.max_pool2d tenon.nn.functional.max_pool2d",
     .doc = "Takes the maximum of every window of [N, C, H, W] or [C, H, W]. stride defaults to "
            "kernel_size."},
    {.schema = "max_pool2d.return_indices(Tensor input, int[2] kernel_size, int[2]? stride=None, "
               "int[2] padding=0, "
               "int[2] dilation=1, bool ceil_mode=False, "
               "bool return_indices=False) -> any",
     .body = kernel<either<max_pool2d_with_indices>>(),
     .paths = "tenon.nn.functional.max_pool2d",
     .doc = "max_pool2d(), and with return_indices the positions of the maxima too."},
    {.schema = "adaptive_max_pool2d(Tensor input, int[2] output_size) -> (Tensor, Tensor indices)",
     .cpu = kernel<adaptive_max_pool_cpu<2>>(),
     .vjp = max_pool_vjp<2>,
     .saves = "indices",
     .paths = "tenon.adaptive_max_pool2d",
     .doc = "Takes maxima over windows chosen so that the output has the given size; also their "
            "positions."},
    {.schema = "adaptive_max_pool2d.return_indices(Tensor input, any output_size, bool "
               "return_indices=False) -> any",
     .body = kernel<adaptive_either<adaptive_max_pool2d, 2>>(),
     .paths = "tenon.nn.functional.adaptive_max_pool2d",
     .doc = "adaptive_max_pool2d() without the positions, unless return_indices."},
    {.schema = "max_pool3d_with_indices(Tensor input, int[3] kernel_size, int[3]? stride=None, "
               "int[3] padding=0, "
               "int[3] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor indices)",
     .cpu = kernel<max_pool_cpu<3>>(),
     .vjp = max_pool_vjp<3>,
     .saves = "indices",
     .paths = "tenon.max_pool3d_with_indices tenon.nn.functional.max_pool3d_with_indices",
     .doc = "max_pool3d() and the positions of the maxima in their planes."},
    {.schema =
         "max_pool3d(Tensor input, int[3] kernel_size, int[3]? stride=None, int[3] padding=0, "
         "int[3] dilation=1, bool ceil_mode=False) -> Tensor",
     .body = kernel<first_of<max_pool3d_with_indices>>(),
     .paths = "tenon.max_pool3d tenon.nn.functional.max_pool3d",
     .doc = "Takes the maximum of every window of [N, C, D, H, W] or [C, D, H, W]. stride defaults "
            "to kernel_size."},
    {.schema = "max_pool3d.return_indices(Tensor input, int[3] kernel_size, int[3]? stride=None, "
               "int[3] padding=0, "
               "int[3] dilation=1, bool ceil_mode=False, "
               "bool return_indices=False) -> any",
     .body = kernel<either<max_pool3d_with_indices>>(),
     .paths = "tenon.nn.functional.max_pool3d",
     .doc = "max_pool3d(), and with return_indices the positions of the maxima too."},
    {.schema = "adaptive_max_pool3d(Tensor input, int[3] output_size) -> (Tensor, Tensor indices)",
     .cpu = kernel<adaptive_max_pool_cpu<3>>(),
     .vjp = max_pool_vjp<3>,
     .saves = "indices",
     .paths = "tenon.adaptive_max_pool3d",
     .doc = "Takes maxima over windows chosen so that the output has the given size; also their "
            "positions."},
    {.schema = "adaptive_max_pool3d.return_indices(Tensor input, any output_size, bool "
               "return_indices=False) -> any",
     .body = kernel<adaptive_either<adaptive_max_pool3d, 3>>(),
     .paths = "tenon.nn.functional.adaptive_max_pool3d",
     .doc = "adaptive_max_pool3d() without the positions, unless return_indices."},
};

}  // namespace
void register_pool(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
