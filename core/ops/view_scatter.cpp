// The inverse of a view: what gradients of view ops are made of.
#include "core/api/view_scatter.h"

#include "core/api/copy.h"
#include "core/api/view.h"
#include "core/iter/pointwise.h"
#include "core/ops/geometry.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

// Adds src through a view that shows elements several times: one slice of the repeating dimensions
// at a time, so that each addition touches every element at most once.
void add_slices(const Tensor& out, const Tensor& src, size_t dim, Geometry view) {
  if (!overlaps(view.sizes, view.strides)) {
    Tensor target = view.of(out);
    Iter it("scatter_view");
    it.out(target).in(target).in(src).build();
    return it.run(loop_for(kernels::add, out.dtype()));
  }
  for (int64_t i = 0; i < view.sizes[dim]; ++i) {
    Geometry part = view, from(src);
    part.select(static_cast<int64_t>(dim), i);
    from.select(static_cast<int64_t>(dim), i);
    add_slices(out, from.of(src), dim, part);
  }
}

Tensor scatter_view_cpu(const Tensor& src, IntSpan size, IntSpan view_size, IntSpan view_stride,
                        int64_t offset) {
  Tensor out = new_tensor(size, src.dtype(), src.device());
  if (out.is_meta()) return out;
  raw::fill(out, 0);
  Geometry view(out);
  view.sizes = Dims(view_size);
  view.strides = Dims(view_stride);
  view.offset = offset;
  if (overlaps(view_size, view_stride)) {
    add_slices(out, src, 0, view);
  } else {
    raw::copy(view.of(out), src);
  }
  return out;
}

void scatter_view_vjp(VjpCtx& c) {
  Tensor g = contiguous(c.grad());
  c.grad_in(0,
            as_strided(g, c.arg(2).to_ints(), c.arg(3).to_ints(), c.arg(4).to_int() + g.offset()));
}

constexpr OpDef kOps[] = {
    {.schema = "scatter_view(Tensor src, int[] size, int[] view_size, int[] view_stride, int "
               "offset) -> Tensor",
     .cpu = kernel<scatter_view_cpu>(),
     .vjp = scatter_view_vjp,
     .traits = NoFunction,
     .doc = "Returns zeros of a size, with src added through a view of that contiguous tensor."},
};

}  // namespace
void register_view_scatter(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
