// Windows of images as columns, and back: each is the gradient of the other.
#include "core/api/fold.h"

#include <algorithm>

#include "core/api/view_dims.h"
#include "core/iter/pointwise.h"
#include "core/kernels/fold.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

int64_t at(IntSpan v, size_t i) { return v.size() == 1 ? v[0] : v[i]; }

kernels::FoldAxis axis(size_t i, int64_t image, IntSpan kernel, IntSpan dilation, IntSpan padding,
                       IntSpan stride) {
  kernels::FoldAxis a{image, 0, at(kernel, i), at(stride, i), at(padding, i), at(dilation, i)};
  check(a.kernel > 0, "kernel size should be greater than zero, but got kernel_size: ", kernel);
  check(a.dilation > 0, "dilation should be greater than zero, but got dilation: ", dilation);
  check(a.stride > 0, "stride should be greater than zero, but got stride: ", stride);
  check(a.padding >= 0, "padding should be non-negative, but got padding: ", padding);
  const int64_t room = a.image + 2 * a.padding - (a.dilation * (a.kernel - 1) + 1);
  a.windows = room < 0 ? 0 : room / a.stride + 1;
  return a;
}

kernels::FoldShape shape_of(int64_t height, int64_t width, IntSpan kernel, IntSpan dilation,
                            IntSpan padding, IntSpan stride) {
  kernels::FoldShape s;
  s.y = axis(0, height, kernel, dilation, padding, stride);
  s.x = axis(1, width, kernel, dilation, padding, stride);
  check(s.y.windows > 0 && s.x.windows > 0,
        "the shape of the array of sliding blocks of an image "
        "of size ",
        height, " x ", width, " is calculated as (", s.y.windows, ", ", s.x.windows,
        "), but its components must be at least one");
  return s;
}

constexpr int64_t kWork = 32768;

// f(begin, end) on parts of the channels of all samples.
template <class F>
void for_each_channel(int64_t channels, int64_t work, F&& f) {
  parallel_for(0, channels, std::max<int64_t>(1, kWork / std::max<int64_t>(1, work)), f);
}

Tensor im2col_cpu(const Tensor& input, IntSpan kernel_size, IntSpan dilation, IntSpan padding,
                  IntSpan stride) {
  check((input.dim() == 3 || input.dim() == 4) && input.size(-1) > 0 && input.size(-2) > 0 &&
            input.size(-3) > 0,
        "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
        "dimensions for input, but got: ",
        input.sizes());
  kernels::FoldShape s =
      shape_of(input.size(-2), input.size(-1), kernel_size, dilation, padding, stride);
  Dims sizes;
  if (input.dim() == 4) sizes.push_back(input.size(0));
  sizes.push_back(input.size(-3) * s.y.kernel * s.x.kernel);
  sizes.push_back(s.y.windows * s.x.windows);
  Tensor out = new_tensor(sizes, input.dtype(), input.device());
  if (out.is_meta() || out.numel() == 0) return out;
  const Tensor x = raw::contiguous(input);
  const int64_t channels = input.numel() / (s.y.image * s.x.image);
  for_each_channel(channels, out.numel() / channels, [&](int64_t begin, int64_t end) {
    unfold_channels(s, x.itemsize(), x.raw(), out.raw(), begin, end);
  });
  return out;
}
void im2col_vjp(VjpCtx& c) {
  IntSpan sizes = c.in_sizes(0);
  c.grad_in(0, col2im(c.grad(), sizes.last(2), c.arg(1).to_ints(), c.arg(2).to_ints(),
                      c.arg(3).to_ints(), c.arg(4).to_ints()));
}

DType part_of(DType t) {
  const DType part = t == DType::C64 ? DType::F32 : t == DType::C128 ? DType::F64 : t;
  check_implemented(is_floating(part), "\"col2im_out_cpu\" not implemented for '",
                    scalar_type_name(t), "'");
  return part;
}

Tensor col2im_cpu(const Tensor& input, IntSpan output_size, IntSpan kernel_size, IntSpan dilation,
                  IntSpan padding, IntSpan stride) {
  check((input.dim() == 2 || input.dim() == 3) && input.size(-1) > 0 && input.size(-2) > 0,
        "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero "
        "dimensions for input, but got: ",
        input.sizes());
  kernels::FoldShape s =
      shape_of(at(output_size, 0), at(output_size, 1), kernel_size, dilation, padding, stride);
  const int64_t area = s.y.kernel * s.x.kernel, blocks = s.y.windows * s.x.windows;
  check(input.size(-2) % area == 0,
        "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but "
        "got input.size(1)=",
        input.size(-2), " and kernel_size=", kernel_size, ".");
  check(input.size(-1) == blocks, "Given output_size=", output_size, ", kernel_size=", kernel_size,
        ", dilation=", dilation, ", padding=", padding, ", stride=", stride,
        ", expected size of input's dimension 2 to match the calculated number of sliding blocks ",
        s.y.windows, " * ", s.x.windows, " = ", blocks, ", but got input.size(2)=", input.size(-1),
        ".");
  const DType part = part_of(input.dtype());
  Dims sizes;
  if (input.dim() == 3) sizes.push_back(input.size(0));
  sizes.push_back(input.size(-2) / area);
  sizes.push_back(s.y.image);
  sizes.push_back(s.x.image);
  Tensor out = new_tensor(sizes, input.dtype(), input.device());
  if (out.is_meta() || out.numel() == 0) return out;
  s.parts = is_complex(input.dtype()) ? 2 : 1;
  const Tensor x = raw::contiguous(input);
  const int64_t channels = out.numel() / (s.y.image * s.x.image);
  for_each_channel(channels, input.numel() / channels, [&](int64_t begin, int64_t end) {
    fold_channels(s, part, x.raw(), out.raw(), begin, end);
  });
  return out;
}
void col2im_vjp(VjpCtx& c) {
  c.grad_in(0, im2col(c.grad(), c.arg(2).to_ints(), c.arg(3).to_ints(), c.arg(4).to_ints(),
                      c.arg(5).to_ints()));
}

Tensor unfold_body(const Tensor& input, IntSpan kernel_size, IntSpan dilation, IntSpan padding,
                   IntSpan stride) {
  return im2col(input, kernel_size, dilation, padding, stride);
}
Tensor fold_body(const Tensor& input, IntSpan output_size, IntSpan kernel_size, IntSpan dilation,
                 IntSpan padding, IntSpan stride) {
  return col2im(input, output_size, kernel_size, dilation, padding, stride);
}

constexpr OpDef kOps[] = {
    {.schema = "im2col(Tensor input, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] "
               "stride) -> Tensor",
     .cpu = kernel<im2col_cpu>(),
     .vjp = im2col_vjp,
     .traits = NoFunction,
     .doc = "unfold() of torch.nn.functional, without defaults."},
    {.schema = "col2im(Tensor input, int[2] output_size, int[2] kernel_size, int[2] dilation, "
               "int[2] padding, int[2] stride) -> Tensor",
     .cpu = kernel<col2im_cpu>(),
     .vjp = col2im_vjp,
     .traits = NoFunction,
     .doc = "fold() of torch.nn.functional, without defaults."},
    {.schema =
         "im2col.unfold(Tensor input, int[2] kernel_size, int[2] dilation=1, int[2] padding=0, "
         "int[2] stride=1) -> Tensor",
     .body = kernel<unfold_body>(),
     .paths = "tenon.nn.functional.unfold",
     .doc =
         R"(Returns the sliding windows of (N, C, H, W) as columns, (N, C * kernel height * kernel width, windows).

Example:
    >>> x = tenon.arange(4.0).reshape(1, 1, 2, 2)
    >>> tenon.nn.functional.unfold(x, (1, 2))
    tensor([[[0., 2.],
             [1., 3.]]])
)"},
    {.schema =
         "fold(Tensor input, int[2] output_size, int[2] kernel_size, int[2] dilation=1, int[2] "
         "padding=0, int[2] stride=1) -> Tensor",
     .body = kernel<fold_body>(),
     .paths = "tenon.nn.functional.fold",
     .doc = R"(Sums columns, as unfold() makes them, into images of output_size.

Example:
    >>> tenon.nn.functional.fold(tenon.ones(1, 2, 2), (1, 3), (1, 2))
    tensor([[[[1., 2., 1.]]]])
)"},
};

}  // namespace
void register_fold(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
