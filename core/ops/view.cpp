// Views: the same elements with other sizes and strides.
#include "core/api/view.h"

#include <algorithm>

#include "core/api/binary.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/view_scatter.h"
#include "core/api/where.h"
#include "core/ops/geometry.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

Tensor as_strided_cpu(const Tensor& input, IntSpan size, IntSpan stride,
                      std::optional<int64_t> storage_offset) {
  check(size.size() == stride.size(), "mismatch in length of strides and shape");
  for (int64_t s : stride)
    check(s >= 0,
          "as_strided: Negative strides are not supported at the moment, got strides: ", stride);
  checked_numel(size);
  int64_t offset = storage_offset.value_or(input.offset());
  check(offset >= 0, "Tensor: invalid storage offset ", offset);
  int64_t extent = storage_extent(size, stride);
  auto have = static_cast<int64_t>(input.impl()->storage->nbytes / input.itemsize());
  check(extent == 0 || extent + offset <= have, "setStorage: sizes ", size, ", strides ", stride,
        ", storage offset ", offset, ", and itemsize ", input.itemsize(),
        " requiring a storage size of ", (extent + offset) * static_cast<int64_t>(input.itemsize()),
        " are out of bounds for storage of size ", input.impl()->storage->nbytes);
  return make_view(input, size, stride, offset);
}

Tensor as_strided_body(const Tensor& input, IntSpan size, IntSpan stride,
                       std::optional<int64_t> storage_offset) {
  return as_strided_view(input, size, stride, storage_offset.value_or(input.offset()),
                         input.sizes(), input.strides(), input.offset());
}

Tensor as_strided_view_cpu(const Tensor& input, IntSpan size, IntSpan stride, int64_t offset,
                           IntSpan, IntSpan, int64_t) {
  return as_strided_cpu(input, size, stride, offset);
}

// The gradient is added through the same view into zeros that stand for the argument's storage, and
// read from there as the argument shows it. An element that the argument shows several times gives
// each of them an equal part.
void as_strided_view_vjp(VjpCtx& c) {
  IntSpan in_size = c.arg(4).to_ints(), in_stride = c.arg(5).to_ints(), size = c.arg(1).to_ints(),
          stride = c.arg(2).to_ints();
  int64_t offset = c.arg(3).to_int(), in_offset = c.arg(6).to_int(),
          low = std::min(offset, in_offset);
  int64_t extent = std::max(storage_extent(size, stride) + offset,
                            storage_extent(in_size, in_stride) + in_offset) -
                   low;
  IntSpan flat(&extent, 1);
  Tensor g = scatter_view(c.grad(), flat, size, stride, offset - low);
  if (overlaps(in_size, in_stride)) {
    Tensor one = expand(ones(Ints<1>::span, g.dtype(), std::nullopt, g.device()), in_size);
    g = div(g, clamp_min(scatter_view(one, flat, in_size, in_stride, in_offset - low), 1));
  }
  c.grad_in(0, as_strided(g, in_size, in_stride, in_offset - low));
}

Tensor detach_cpu(const Tensor& input) { return make_alias(input); }

Tensor view_cpu(const Tensor& input, IntSpan size) {
  Dims target = infer_size(size, input.numel());
  std::optional<Dims> strides = view_strides(input.sizes(), input.strides(), target);
  check(strides.has_value(),
        "view size is not compatible with input tensor's size and stride (at least one dimension "
        "spans across two contiguous subspaces). Use .reshape(...) instead.");
  return make_view(input, target, *strides, input.offset());
}

void view_vjp(VjpCtx& c) { c.grad_in(0, reshape(c.grad(), c.in_sizes(0))); }

Tensor reshape_body(const Tensor& input, IntSpan shape) {
  Dims target = infer_size(shape, input.numel());
  if (view_strides(input.sizes(), input.strides(), target)) return view(input, target);
  return view(clone(input, 0), target);
}

Tensor expand_cpu(const Tensor& input, IntSpan size, bool) {
  Dims target(size);
  check(size.size() >= input.sizes().size(), "expand(", input.dtype(), input.sizes(),
        ", size=", size, "): the number of sizes provided (", size.size(),
        ") must be greater or equal to the number of dimensions in the tensor (", input.dim(), ")");
  size_t lead = size.size() - input.sizes().size();
  for (size_t i = 0; i < size.size(); ++i) {
    if (target[i] != -1) continue;
    check(i >= lead, "expand(", input.dtype(), input.sizes(), ", size=", size,
          "): the expanded size of the tensor (-1) isn't ",
          "allowed in a leading, non-existing dimension ", i);
    target[i] = input.sizes()[i - lead];
  }
  return make_view(input, target, expand_strides(input.sizes(), input.strides(), target),
                   input.offset());
}

// The engine sums a gradient of the broadcast shape.
void expand_vjp(VjpCtx& c) { c.grad_in(0, c.grad()); }

constexpr OpDef kOps[] = {
    {.schema = "as_strided(Tensor(a) input, int[] size, int[] stride, int? storage_offset=None) -> "
               "Tensor(a)",
     .body = kernel<as_strided_body>(),
     .traits = Method,
     .doc =
         R"(Returns a view of the storage with any sizes and strides. RuntimeError when it would leave the storage.

Example:
    >>> tenon.as_strided(tenon.arange(4), (2, 2), (1, 1))
    tensor([[0, 1],
            [1, 2]])
)"},
    {.schema = "as_strided_view(Tensor(a) input, int[] size, int[] stride, int offset, int[] "
               "in_size, int[] in_stride, "
               "int in_offset) -> Tensor(a)",
     .cpu = kernel<as_strided_view_cpu>(),
     .vjp = as_strided_view_vjp,
     .traits = View | NoFunction,
     .doc = "as_strided with the geometry of its argument, which its gradient needs."},
    {.schema = "detach(Tensor(a) input) -> Tensor(a)",
     .cpu = kernel<detach_cpu>(),
     .vjp = no_grad("cuts the graph"),
     .traits = Method,
     .doc = R"(Returns a tensor over the same storage that takes no part in autograd.

Example:
    >>> tenon.ones(1, requires_grad=True).detach().requires_grad
    False
)"},
    {.schema = "view(Tensor(a) input, int[] size) -> Tensor(a)",
     .cpu = kernel<view_cpu>(),
     .vjp = view_vjp,
     .traits = View | VarInts,
     .paths = "Tensor.view",
     .doc =
         R"(Returns the same elements with another size; one entry may be -1. RuntimeError when this needs a copy.

Example:
    >>> tenon.zeros(2, 3).view(3, -1).shape
    tenon.Size([3, 2])
)"},
    {.schema = "reshape(Tensor(a) input, int[] shape) -> Tensor(a)",
     .body = kernel<reshape_body>(),
     .traits = Method | VarInts,
     .doc = R"(Returns the elements with another size: a view where possible, else a copy.

Example:
    >>> tenon.reshape(tenon.zeros(2, 3).t(), (6,)).shape
    tenon.Size([6])
)"},
    {.schema = "expand(Tensor(a) input, int[] size, *, bool implicit=False) -> Tensor(a)",
     .cpu = kernel<expand_cpu>(),
     .vjp = expand_vjp,
     .traits = View | VarInts,
     .paths = "Tensor.expand",
     .doc =
         R"(Returns a view where dimensions of size 1 are repeated to the given size; -1 keeps a size.

Example:
    >>> tenon.tensor([[1], [2]]).expand(2, 2)
    tensor([[1, 1],
            [2, 2]])
)"},
};

}  // namespace
void register_view(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
