// Views of some of the elements: select, slice, narrow, diagonal, unfold.
#include "core/api/view_slice.h"

#include "core/iter/pointwise.h"
#include "core/ops/geometry.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptInt = std::optional<int64_t>;

OptInt optional_int(const Value& v) { return v.is_none() ? OptInt() : OptInt(v.to_int()); }
Geometry contiguous_input(const VjpCtx& c) { return Geometry(c.in_sizes(0)); }

Tensor select_cpu(const Tensor& input, int64_t dim, int64_t index) {
  return Geometry(input).select(dim, index).of(input);
}
void select_vjp(VjpCtx& c) {
  c.grad_in(0, scatter_view(c.grad(), c.in_sizes(0),
                            contiguous_input(c).select(c.arg(1).to_int(), c.arg(2).to_int())));
}

Tensor slice_cpu(const Tensor& input, int64_t dim, OptInt start, OptInt end, int64_t step) {
  return Geometry(input).slice(dim, start, end, step).of(input);
}
void slice_vjp(VjpCtx& c) {
  Geometry g = contiguous_input(c);
  g.slice(c.arg(1).to_int(), optional_int(c.arg(2)), optional_int(c.arg(3)), c.arg(4).to_int());
  c.grad_in(0, scatter_view(c.grad(), c.in_sizes(0), g));
}

Tensor narrow_body(const Tensor& input, int64_t dim, int64_t start, int64_t length) {
  check(input.dim() > 0, "narrow() cannot be applied to a 0-dim tensor.");
  check(length >= 0, "narrow(): length must be non-negative.");
  int64_t size = input.size(dim);
  check_index(start >= -size && start <= size, "start out of range (expected to be in range of [",
              -size, ", ", size, "], but got ", start, ")");
  if (start < 0) start += size;
  check(start <= size - length, "start (", start, ") + length (", length,
        ") exceeds dimension size (", size, ").");
  return slice(input, dim, start, start + length, 1);
}

Tensor narrow_tensor_body(const Tensor& input, int64_t dim, const Tensor& start, int64_t length) {
  check(start.dim() == 0 && is_integral(start.dtype()), "start must be an 0-dim integral Tensor.");
  check(!start.is_meta(), "narrow(): start holds no number: got a tensor on meta, expected on cpu");
  return narrow(input, dim, load_scalar(start.raw(), start.dtype()).to_int(), length);
}

Tensor diagonal_cpu(const Tensor& input, int64_t offset, int64_t dim1, int64_t dim2) {
  return Geometry(input).diagonal(offset, dim1, dim2).of(input);
}
void diagonal_vjp(VjpCtx& c) {
  Geometry g = contiguous_input(c);
  c.grad_in(0, scatter_view(c.grad(), c.in_sizes(0),
                            g.diagonal(c.arg(1).to_int(), c.arg(2).to_int(), c.arg(3).to_int())));
}

Tensor unfold_cpu(const Tensor& input, int64_t dimension, int64_t size, int64_t step) {
  return Geometry(input).unfold(dimension, size, step).of(input);
}
void unfold_vjp(VjpCtx& c) {
  Geometry g = contiguous_input(c);
  c.grad_in(0, scatter_view(c.grad(), c.in_sizes(0),
                            g.unfold(c.arg(1).to_int(), c.arg(2).to_int(), c.arg(3).to_int())));
}

constexpr OpDef kOps[] = {
    {.schema = "select(Tensor(a) input, int dim, int index) -> Tensor(a)",
     .cpu = kernel<select_cpu>(),
     .vjp = select_vjp,
     .traits = View | Method,
     .doc = R"(Returns a view of one index along dim, without that dimension.

Example:
    >>> tenon.select(tenon.tensor([[1, 2], [3, 4]]), 0, 1)
    tensor([3, 4])
)"},
    {.schema = "slice(Tensor(a) input, int dim=0, int? start=None, int? end=None, int step=1) -> "
               "Tensor(a)",
     .cpu = kernel<slice_cpu>(),
     .vjp = slice_vjp,
     .traits = View | NoFunction,
     .doc = "Returns a view of every step-th index from start up to end along dim. What "
            "x[start:end:step] is made of."},
    {.schema = "narrow(Tensor(a) input, int dim, int start, int length) -> Tensor(a)",
     .body = kernel<narrow_body>(),
     .traits = Method,
     .doc = R"(Returns a view of length indices along dim, from start on.

Example:
    >>> tenon.narrow(tenon.tensor([1, 2, 3, 4]), 0, 1, 2)
    tensor([2, 3])
)"},
    {.schema = "narrow.Tensor(Tensor(a) input, int dim, Tensor start, int length) -> Tensor(a)",
     .body = kernel<narrow_tensor_body>(),
     .traits = Method,
     .doc = "narrow() from a place that a tensor without dimensions holds."},
    {.schema = "diagonal(Tensor(a) input, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)",
     .cpu = kernel<diagonal_cpu>(),
     .vjp = diagonal_vjp,
     .traits = View | Method,
     .doc = R"(Returns a view of the diagonal of dim1 and dim2, as the last dimension.

Args:
    offset: 0 is the main diagonal; above 0 over it, below 0 under it.

Example:
    >>> tenon.diagonal(tenon.tensor([[1, 2], [3, 4]]))
    tensor([1, 4])
)"},
    {.schema = "unfold(Tensor(a) input, int dimension, int size, int step) -> Tensor(a)",
     .cpu = kernel<unfold_cpu>(),
     .vjp = unfold_vjp,
     .traits = View,
     .paths = "Tensor.unfold",
     .doc =
         R"(Returns a view of all windows of a size along a dimension, step apart; the window is the last dimension.

Example:
    >>> tenon.tensor([1, 2, 3, 4]).unfold(0, 2, 1)
    tensor([[1, 2],
            [2, 3],
            [3, 4]])
)"},
};

}  // namespace
void register_view_slice(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
