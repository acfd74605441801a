// Sampling of images and volumes at grids, and grids of affine maps.
#include "core/api/grid_sample.h"

#include <algorithm>

#include "core/api/binary.h"
#include "core/api/create.h"
#include "core/api/join.h"
#include "core/api/matmul.h"
#include "core/api/ranges.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_shape.h"
#include "core/iter/pointwise.h"
#include "core/kernels/grid.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

constexpr int64_t kWork = 32768;  // taken elements that are worth a thread

void check_grid(const Tensor& input, const Tensor& grid, int64_t mode, int64_t padding) {
  check(input.device() == grid.device(),
        "grid_sampler(): expected input and grid to be on same device, but input is on ",
        input.device(), " and grid is on ", grid.device());
  check(input.dtype() == grid.dtype(),
        "grid_sampler(): expected input and grid to have the same "
        "dtype, but input has ",
        input.dtype(), " and grid has ", grid.dtype());
  check((input.dim() == 4 || input.dim() == 5) && input.dim() == grid.dim(),
        "grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, but got "
        "input with sizes ",
        input.sizes(), " and grid with sizes ", grid.sizes());
  check(input.size(0) == grid.size(0),
        "grid_sampler(): expected grid and input to have same batch "
        "size, but got input with sizes ",
        input.sizes(), " and grid with sizes ", grid.sizes());
  check(grid.size(-1) == input.dim() - 2, "grid_sampler(): expected grid to have size ",
        input.dim() - 2, " in last dimension, but got grid with sizes ", grid.sizes());
  for (int64_t d = 2; d < input.dim(); ++d)
    check(input.size(d) > 0,
          "grid_sampler(): expected input to have non-empty spatial dimensions, "
          "but input has sizes ",
          input.sizes(), " with dimension ", d, " being empty");
  check(mode >= 0 && mode <= 2 && padding >= 0 && padding <= 2,
        "grid_sampler(): unknown mode or padding: got ", mode, " and ", padding,
        ", expected 0 to 2");
  check(mode != 2 || input.dim() == 4,
        "grid_sampler(): bicubic interpolation only supports 4D input");
}

kernels::GridShape shape_of(IntSpan input, const Tensor& grid, int64_t mode, int64_t padding,
                            bool align_corners) {
  kernels::GridShape s;
  s.axes = static_cast<int>(input.size()) - 2;
  s.channels = input[1], s.in_plane = 1;
  for (int a = 0; a < s.axes; ++a) {
    s.size[a] = input[input.size() - 1 - static_cast<size_t>(a)];
    s.in_plane *= s.size[a];
  }
  s.out_plane = grid.size(0) ? grid.numel() / grid.size(0) / s.axes : 0;
  s.mode = static_cast<kernels::GridMode>(mode);
  s.padding = static_cast<kernels::GridPadding>(padding);
  s.align_corners = align_corners;
  check(s.in_plane < (int64_t{1} << 31), "grid_sampler(): input is too large: got ", input);
  return s;
}

template <class F>
F need(F kernel, DType t) {
  check_implemented(kernel != nullptr, "\"grid_sampler\" not implemented for '",
                    scalar_type_name(t), "'");
  return kernel;
}

char* at(const Tensor& t, int64_t element) {
  return t.raw() + element * static_cast<int64_t>(t.itemsize());
}

// f(sample, begin, end) for parts of [0, each) of every sample.
template <class F>
void for_each_part(int64_t samples, int64_t each, int64_t work, F&& f) {
  parallel_for(0, samples * each, std::max<int64_t>(1, kWork / std::max<int64_t>(1, work)),
               [&](int64_t begin, int64_t end) {
                 for (int64_t n = begin / each; n * each < end; ++n)
                   f(n, std::max(begin - n * each, int64_t{0}), std::min(end - n * each, each));
               });
}

// Small floats are computed as float32.
bool is_small(DType t) { return t == DType::F16 || t == DType::BF16; }
Tensor wide(const Tensor& t) { return raw::cast(t, DType::F32); }

Tensor grid_sampler_cpu(const Tensor& input, const Tensor& grid, int64_t mode, int64_t padding,
                        bool align_corners) {
  check_grid(input, grid, mode, padding);
  if (is_small(input.dtype()))
    return raw::cast(grid_sampler_cpu(wide(input), wide(grid), mode, padding, align_corners),
                     input.dtype());
  Dims sizes{input.size(0), input.size(1)};
  for (int64_t d = 1; d < grid.dim() - 1; ++d) sizes.push_back(grid.size(d));
  auto kernel =
      need(kernels::grid_kernels().sample[static_cast<int>(input.dtype())], input.dtype());
  Tensor out = new_tensor(sizes, input.dtype(), input.device());
  if (out.is_meta() || out.numel() == 0) return out;
  const kernels::GridShape s = shape_of(input.sizes(), grid, mode, padding, align_corners);
  const Tensor x = raw::contiguous(input), g = raw::contiguous(grid);
  for_each_part(input.size(0), s.out_plane, s.channels * 4, [&](int64_t n, int64_t b, int64_t e) {
    kernel(s, at(x, n * s.channels * s.in_plane), at(g, n * s.out_plane * s.axes),
           at(out, n * s.channels * s.out_plane), b, e);
  });
  return out;
}

void grid_sampler_vjp(VjpCtx& c) {
  const int64_t mode = c.arg(2).to_int(), padding = c.arg(3).to_int();
  const bool align = c.arg(4).to_bool();
  if (c.needs(0))
    c.grad_in(0, grid_sampler_grad_input(c.grad(), c.in(1), c.in_sizes(0), mode, padding, align));
  if (c.needs(1))
    c.grad_in(1, grid_sampler_grad_grid(c.grad(), c.in(0), c.in(1), mode, padding, align));
}

Tensor grad_input_cpu(const Tensor& grad, const Tensor& grid, IntSpan input_size, int64_t mode,
                      int64_t padding, bool align_corners) {
  if (is_small(grad.dtype()))
    return raw::cast(
        grad_input_cpu(wide(grad), wide(grid), input_size, mode, padding, align_corners),
        grad.dtype());
  auto kernel =
      need(kernels::grid_kernels().grad_input[static_cast<int>(grad.dtype())], grad.dtype());
  Tensor out = new_tensor(input_size, grad.dtype(), grad.device());
  if (out.is_meta() || out.numel() == 0) return out;
  raw::fill(out, 0);
  const kernels::GridShape s = shape_of(input_size, grid, mode, padding, align_corners);
  const Tensor g = raw::contiguous(grad), at_grid = raw::contiguous(grid);
  for_each_part(input_size[0], s.channels, s.out_plane * 4, [&](int64_t n, int64_t b, int64_t e) {
    kernel(s, at(g, n * s.channels * s.out_plane), at(at_grid, n * s.out_plane * s.axes),
           at(out, n * s.channels * s.in_plane), b, e);
  });
  return out;
}
// Linear in the gradient: its own is the sampling of what comes.
void grad_input_vjp(VjpCtx& c) {
  const int64_t mode = c.arg(3).to_int(), padding = c.arg(4).to_int();
  const bool align = c.arg(5).to_bool();
  if (c.needs(0)) c.grad_in(0, grid_sampler(c.grad(), c.in(1), mode, padding, align));
  if (c.needs(1))
    c.grad_in(1, grid_sampler_grad_grid(c.in(0), c.grad(), c.in(1), mode, padding, align));
}

Tensor grad_grid_cpu(const Tensor& grad, const Tensor& input, const Tensor& grid, int64_t mode,
                     int64_t padding, bool align_corners) {
  if (is_small(grad.dtype()))
    return raw::cast(
        grad_grid_cpu(wide(grad), wide(input), wide(grid), mode, padding, align_corners),
        grad.dtype());
  auto kernel =
      need(kernels::grid_kernels().grad_grid[static_cast<int>(grad.dtype())], grad.dtype());
  Tensor out = new_tensor(grid.sizes(), grad.dtype(), grad.device());
  if (out.is_meta() || out.numel() == 0) return out;
  const kernels::GridShape s = shape_of(input.sizes(), grid, mode, padding, align_corners);
  const Tensor g = raw::contiguous(grad), x = raw::contiguous(input), p = raw::contiguous(grid);
  for_each_part(grid.size(0), s.out_plane, s.channels * 8, [&](int64_t n, int64_t b, int64_t e) {
    const int64_t place = n * s.out_plane * s.axes;
    kernel(s, at(g, n * s.channels * s.out_plane), at(x, n * s.channels * s.in_plane), at(p, place),
           at(out, place), b, e);
  });
  return out;
}

constexpr const char* kModes[] = {"bilinear", "nearest", "bicubic"};
constexpr const char* kPaddings[] = {"zeros", "border", "reflection"};

int64_t position_of(std::string_view name, std::span<const char* const> names,
                    std::string_view what) {
  const auto* at = std::find(names.data(), names.data() + names.size(), name);
  check_value(at != names.data() + names.size(), "nn.functional.grid_sample(): expected ", what,
              " to be '", names[0], "', '", names[1], "' or '", names[2], "', but got: '", name,
              "'");
  return at - names.data();
}

Tensor grid_sample_body(const Tensor& input, const Tensor& grid, std::string_view mode,
                        std::string_view padding_mode, std::optional<bool> align_corners) {
  const int64_t m = position_of(mode, kModes, "mode");
  return grid_sampler(input, grid, m, position_of(padding_mode, kPaddings, "padding_mode"),
                      align_corners.value_or(false));
}

// The coordinates of n elements along an axis, from -1 to 1.
Tensor steps(const Tensor& like, int64_t n, bool align_corners) {
  if (n <= 1) return full(Dims{n}, 0, like.dtype(), std::nullopt, like.device());
  const Tensor line = linspace(-1, 1, n, like.dtype(), std::nullopt, like.device());
  return align_corners ? line : mul(line, static_cast<double>(n - 1) / static_cast<double>(n));
}

Tensor affine_grid_generator_body(const Tensor& theta, IntSpan size, bool align_corners) {
  const auto axes = static_cast<int64_t>(size.size()) - 2;
  check(axes == 2 || axes == 3,
        "AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs. Got size ", size);
  check(theta.dim() == 3 && theta.size(0) == size[0] && theta.size(1) == axes &&
            theta.size(2) == axes + 1,
        "Expected a batch of ", axes, "D affine matrices of shape ", size[0], "x", axes, "x",
        axes + 1, " for size ", size, ". Got ", theta.sizes());
  Dims spatial(size.subspan(2));
  std::vector<Tensor> parts;  // x, y, z, 1
  for (int64_t a = 0; a < axes; ++a) {
    const auto d = static_cast<size_t>(axes - 1 - a);
    Dims shape(static_cast<size_t>(axes), 1);
    shape[d] = spatial[d];
    parts.push_back(expand(view(steps(theta, spatial[d], align_corners), shape), spatial));
  }
  parts.push_back(ones_like(parts[0]));
  int64_t count = 1;
  for (int64_t n : spatial) count *= n;
  const Dims flat{1, count, axes + 1}, all{size[0], count, axes + 1};
  const Tensor base = expand(reshape(stack(parts, -1), flat), all);
  Dims out{size[0]};
  for (int64_t n : spatial) out.push_back(n);
  out.push_back(axes);
  return view(bmm(base, transpose(theta, 1, 2)), out);
}

Tensor affine_grid_body(const Tensor& theta, IntSpan size, std::optional<bool> align_corners) {
  check_value(is_floating(theta.dtype()), "Expected theta to have floating point type, but got ",
              theta.dtype());
  check_implemented(size.size() == 4 || size.size() == 5,
                    "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, "
                    "respectively. Got size ",
                    size);
  const auto axes = static_cast<int64_t>(size.size()) - 2;
  check_value(theta.dim() == 3 && theta.size(1) == axes && theta.size(2) == axes + 1,
              "Expected a batch of ", axes, "D affine matrices of shape Nx", axes, "x", axes + 1,
              " for size ", size, ". Got ", theta.sizes(), ".");
  check_value(std::all_of(size.begin(), size.end(), [](int64_t n) { return n > 0; }),
              "Expected non-zero, positive output size. Got ", size);
  return affine_grid_generator(theta, size, align_corners.value_or(false));
}

constexpr OpDef kOps[] = {
    {.schema = "grid_sampler(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, "
               "bool align_corners) -> Tensor",
     .cpu = kernel<grid_sampler_cpu>(),
     .vjp = grid_sampler_vjp,
     .saves = "input:grid, grid",
     .paths = "tenon.grid_sampler",
     .doc =
         "grid_sample() with numbers for the modes: 0 bilinear, 1 nearest, 2 bicubic; 0 zeros, 1 "
         "border, 2 reflection."},
    {.schema = "grid_sampler_grad_input(Tensor grad_output, Tensor grid, int[] input_size, int "
               "interpolation_mode, int padding_mode, bool align_corners) -> Tensor",
     .cpu = kernel<grad_input_cpu>(),
     .vjp = grad_input_vjp,
     .saves = "grad_output:grid, grid",
     .traits = NoFunction,
     .doc = "The gradient of grid_sampler() by its input."},
    {.schema = "grid_sampler_grad_grid(Tensor grad_output, Tensor input, Tensor grid, int "
               "interpolation_mode, int padding_mode, bool align_corners) -> Tensor",
     .cpu = kernel<grad_grid_cpu>(),
     .vjp = no_grad("the gradient by the grid has no gradient of its own, as in PyTorch"),
     .traits = NoFunction,
     .doc = "The gradient of grid_sampler() by its grid."},
    {.schema = "grid_sample(Tensor input, Tensor grid, str mode='bilinear', str "
               "padding_mode='zeros', bool? align_corners=None) -> Tensor",
     .body = kernel<grid_sample_body>(),
     .paths = "tenon.nn.functional.grid_sample",
     .doc =
         R"(Takes values of (N, C, H, W) or (N, C, D, H, W) where the grid, (N, ..., 2 or 3), says: x, y, z from -1 to 1.

Args:
    mode: 'bilinear' (trilinear for volumes), 'nearest' or 'bicubic' (images only).
    padding_mode: what lies outside: 'zeros', 'border' or 'reflection'.
    align_corners: -1 and 1 are the centres of the corner elements; else their outer corners.

Example:
    >>> x = tenon.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
    >>> tenon.nn.functional.grid_sample(x, tenon.zeros(1, 1, 1, 2), align_corners=False)
    tensor([[[[2.5000]]]])
)"},
    {.schema = "affine_grid_generator(Tensor theta, int[] size, bool align_corners) -> Tensor",
     .body = kernel<affine_grid_generator_body>(),
     .paths = "tenon.affine_grid_generator",
     .doc = "affine_grid() without a default for align_corners."},
    {.schema = "affine_grid(Tensor theta, int[] size, bool? align_corners=None) -> Tensor",
     .body = kernel<affine_grid_body>(),
     .paths = "tenon.nn.functional.affine_grid",
     .doc =
         R"(Returns the grid that grid_sample needs for affine maps theta, (N, 2, 3) or (N, 3, 4), of images of the given size.

Example:
    >>> identity = tenon.tensor([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
    >>> tenon.nn.functional.affine_grid(identity, (1, 1, 1, 2), align_corners=False)
    tensor([[[[-0.5000,  0.0000],
              [ 0.5000,  0.0000]]]])
)"},
};

}  // namespace
void register_grid_sample(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
