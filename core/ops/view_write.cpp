// Copies of a tensor with something written through a view; copies of views.
#include "core/api/view_write.h"

#include <algorithm>

#include "core/api/copy.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_shape.h"
#include "core/api/view_slice.h"
#include "core/api/view_split.h"
#include "core/ops/layouts.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using OptInt = std::optional<int64_t>;

// The copy keeps the strides of input.
template <class View>
Tensor written(const Tensor& input, const Tensor& src, const char* op, View view) {
  Tensor out = clone(input, kPreserveFormat);
  Tensor target = view(out);
  check(same(target.sizes(), src.sizes()), op, ": expected src to have a size equal to ",
        target.sizes(), " of the view, got ", src.sizes());
  copy_(target, src);
  return out;
}
Tensor select_scatter_body(const Tensor& input, const Tensor& src, int64_t dim, int64_t index) {
  return written(input, src, "select_scatter",
                 [&](const Tensor& t) { return select(t, dim, index); });
}
Tensor slice_scatter_body(const Tensor& input, const Tensor& src, int64_t dim, OptInt start,
                          OptInt end, int64_t step) {
  return written(input, src, "slice_scatter",
                 [&](const Tensor& t) { return slice(t, dim, start, end, step); });
}
Tensor diagonal_scatter_body(const Tensor& input, const Tensor& src, int64_t offset, int64_t dim1,
                             int64_t dim2) {
  return written(input, src, "diagonal_scatter",
                 [&](const Tensor& t) { return diagonal(t, offset, dim1, dim2); });
}
Tensor as_strided_scatter_body(const Tensor& input, const Tensor& src, IntSpan size, IntSpan stride,
                               OptInt storage_offset) {
  return written(contiguous(input), src, "as_strided_scatter",
                 [&](const Tensor& t) { return as_strided(t, size, stride, storage_offset); });
}

Tensor copied(const Tensor& view) { return clone(view, kContiguousFormat); }
Tensor narrow_copy_body(const Tensor& input, int64_t dim, int64_t start, int64_t length) {
  check(input.dim() == 0 || dim < input.dim(), "narrow_copy(): Expected dim < ", input.dim(),
        ", the number of dimensions, but got ", dim);
  return copied(narrow(input, dim, start, length));
}
Tensor view_copy_body(const Tensor& input, IntSpan size) { return copied(view(input, size)); }
Tensor expand_copy_body(const Tensor& input, IntSpan size, bool implicit) {
  return copied(expand(input, size, implicit));
}
Tensor permute_copy_body(const Tensor& input, IntSpan dims) { return copied(permute(input, dims)); }
Tensor transpose_copy_body(const Tensor& input, int64_t dim0, int64_t dim1) {
  return copied(transpose(input, dim0, dim1));
}
Tensor t_copy_body(const Tensor& input) { return copied(t(input)); }
Tensor unsqueeze_copy_body(const Tensor& input, int64_t dim) {
  return copied(unsqueeze(input, dim));
}
Tensor squeeze_copy_body(const Tensor& input) { return copied(squeeze(input)); }
Tensor squeeze_copy_dim_body(const Tensor& input, int64_t dim) {
  return copied(squeeze_dim(input, dim));
}
Tensor squeeze_copy_dims_body(const Tensor& input, IntSpan dim) {
  return copied(squeeze_dims(input, dim));
}

// The diagonal of a matrix, again after one free row of a tall one if wrap; of more dimensions,
// which are of one size, the places where all positions are equal.
Tensor fill_diagonal__body(const Tensor& input, Scalar fill_value, bool wrap) {
  check(input.dim() >= 2, "dimensions must larger than 1");
  int64_t size = input.size(0), step = 0;
  for (int64_t d = 0; d < input.dim(); ++d) {
    check(input.dim() == 2 || input.size(d) == input.size(0),
          "all dimensions of input must be of equal length");
    size = std::min(size, input.size(d));
    step += input.stride(d);
  }
  fill_(as_strided(input, IntSpan(&size, 1), IntSpan(&step, 1), input.offset()), fill_value);
  if (!wrap || input.dim() != 2) return input;
  const int64_t width = input.size(1);
  for (int64_t row = width + 1; row < input.size(0); row += width + 1) {
    int64_t n = std::min(width, input.size(0) - row);
    fill_(as_strided(input, IntSpan(&n, 1), IntSpan(&step, 1),
                     input.offset() + row * input.stride(0)),
          fill_value);
  }
  return input;
}

constexpr OpDef kOps[] = {
    {.schema = "fill_diagonal_(Tensor(a!) input, Scalar fill_value, bool wrap=False) -> Tensor(a!)",
     .body = kernel<fill_diagonal__body>(),
     .paths = "Tensor.fill_diagonal_",
     .doc =
         R"(Fills the main diagonal with a number; of a tall matrix again after a free row, if wrap.

Example:
    >>> tenon.zeros(2, 2).fill_diagonal_(1)
    tensor([[1., 0.],
            [0., 1.]])
)"},
    {.schema = "select_scatter(Tensor input, Tensor src, int dim, int index) -> Tensor",
     .body = kernel<select_scatter_body>(),
     .traits = Method,
     .doc = R"(Returns a copy of input in which src stands at an index of dim.

Example:
    >>> tenon.select_scatter(tenon.zeros(2, 2), tenon.ones(2), 0, 0)
    tensor([[1., 1.],
            [0., 0.]])
)"},
    {.schema = "slice_scatter(Tensor input, Tensor src, int dim=0, int? start=None, int? end=None, "
               "int step=1) -> Tensor",
     .body = kernel<slice_scatter_body>(),
     .traits = Method,
     .doc = R"(Returns a copy of input in which src stands at a slice of dim.

Example:
    >>> tenon.slice_scatter(tenon.zeros(4), tenon.ones(2), start=1, end=3)
    tensor([0., 1., 1., 0.])
)"},
    {.schema = "diagonal_scatter(Tensor input, Tensor src, int offset=0, int dim1=0, int dim2=1) "
               "-> Tensor",
     .body = kernel<diagonal_scatter_body>(),
     .traits = Method,
     .doc = R"(Returns a copy of input with src on a diagonal.

Example:
    >>> tenon.diagonal_scatter(tenon.zeros(2, 2), tenon.ones(2))
    tensor([[1., 0.],
            [0., 1.]])
)"},
    {.schema = "as_strided_scatter(Tensor input, Tensor src, int[] size, int[] stride, int? "
               "storage_offset=None) -> Tensor",
     .body = kernel<as_strided_scatter_body>(),
     .traits = Method,
     .doc = R"(Returns a copy of input with src at the elements that as_strided() shows.

Example:
    >>> tenon.as_strided_scatter(tenon.zeros(2, 2), tenon.ones(2), (2,), (3,))
    tensor([[1., 0.],
            [0., 1.]])
)"},
    {.schema = "narrow_copy(Tensor input, int dim, int start, int length) -> Tensor",
     .body = kernel<narrow_copy_body>(),
     .traits = Method | Out,
     .doc = R"(Returns a copy of narrow().

Example:
    >>> tenon.narrow_copy(tenon.tensor([1, 2, 3]), 0, 1, 2)
    tensor([2, 3])
)"},
    {.schema = "view_copy(Tensor input, int[] size) -> Tensor",
     .body = kernel<view_copy_body>(),
     .traits = Out,
     .doc = "Returns a copy of view()."},
    {.schema = "expand_copy(Tensor input, int[] size, *, bool implicit=False) -> Tensor",
     .body = kernel<expand_copy_body>(),
     .traits = Out,
     .doc = "Returns a copy of expand()."},
    {.schema = "permute_copy(Tensor input, int[] dims) -> Tensor",
     .body = kernel<permute_copy_body>(),
     .traits = Out,
     .doc = "Returns a copy of permute()."},
    {.schema = "transpose_copy(Tensor input, int dim0, int dim1) -> Tensor",
     .body = kernel<transpose_copy_body>(),
     .traits = Out,
     .doc = "Returns a copy of transpose()."},
    {.schema = "t_copy(Tensor input) -> Tensor",
     .body = kernel<t_copy_body>(),
     .traits = Out,
     .doc = "Returns a copy of t()."},
    {.schema = "unsqueeze_copy(Tensor input, int dim) -> Tensor",
     .body = kernel<unsqueeze_copy_body>(),
     .traits = Out,
     .doc = "Returns a copy of unsqueeze()."},
    {.schema = "squeeze_copy(Tensor input) -> Tensor",
     .body = kernel<squeeze_copy_body>(),
     .traits = Out,
     .doc = "Returns a copy of squeeze()."},
    {.schema = "squeeze_copy.dim(Tensor input, int dim) -> Tensor",
     .body = kernel<squeeze_copy_dim_body>(),
     .traits = Out,
     .doc = "Returns a copy of squeeze() of one dimension."},
    {.schema = "squeeze_copy.dims(Tensor input, int[] dim) -> Tensor",
     .body = kernel<squeeze_copy_dims_body>(),
     .traits = Out,
     .doc = "Returns a copy of squeeze() of several dimensions."},
};

}  // namespace
void register_view_write(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
