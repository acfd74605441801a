// Views that reorder, add or drop dimensions.
#include "core/api/view_dims.h"

#include <algorithm>
#include <vector>

#include "core/api/view.h"
#include "core/ops/geometry.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

Tensor transpose_cpu(const Tensor& input, int64_t dim0, int64_t dim1) {
  return Geometry(input).transpose(dim0, dim1).of(input);
}
void transpose_vjp(VjpCtx& c) {
  c.grad_in(0, transpose(c.grad(), c.arg(1).to_int(), c.arg(2).to_int()));
}
Tensor swap_body(const Tensor& input, int64_t dim0, int64_t dim1) {
  return transpose(input, dim0, dim1);
}

Tensor t_body(const Tensor& input) {
  check(input.dim() <= 2, "t() expects a tensor with <= 2 dimensions, but self is ", input.dim(),
        "D");
  return transpose(input, 0, input.dim() < 2 ? 0 : 1);
}

Tensor matrix_transpose_body(const Tensor& input) {
  check(input.dim() >= 2, "tensor.mT is only supported on matrices or batches of matrices. Got ",
        input.dim(), "-D tensor.");
  return transpose(input, -2, -1);
}

Tensor numpy_t_body(const Tensor& input) {
  Dims dims(input.sizes().size());
  for (size_t i = 0; i < dims.size(); ++i) dims[i] = static_cast<int64_t>(dims.size() - 1 - i);
  return permute(input, dims);
}

Dims wrapped_permutation(IntSpan dims, int64_t n) {
  check(static_cast<int64_t>(dims.size()) == n,
        "permute(): number of dimensions in the tensor input does not match the length of the "
        "desired ordering "
        "of dimensions i.e. input.dim() = ",
        n, " is not equal to len(dims) = ", dims.size());
  Dims out(dims);
  uint64_t seen = 0;
  for (int64_t& d : out) {
    d = wrap_dim(d, n);
    check(!(seen >> d & 1), "permute(): duplicate dims are not allowed.");
    seen |= uint64_t{1} << d;
  }
  return out;
}

Tensor permute_cpu(const Tensor& input, IntSpan dims) {
  Dims order = wrapped_permutation(dims, input.dim());
  Geometry g(input);
  for (size_t i = 0; i < order.size(); ++i) {
    g.sizes[i] = input.sizes()[order[i]];
    g.strides[i] = input.strides()[order[i]];
  }
  return g.of(input);
}

void permute_vjp(VjpCtx& c) {
  IntSpan dims = c.arg(1).to_ints();
  auto n = static_cast<int64_t>(dims.size());
  Dims inverse(dims.size());
  for (int64_t i = 0; i < n; ++i) inverse[wrap_dim(dims[i], n)] = i;
  c.grad_in(0, permute(c.grad(), inverse));
}

Tensor movedim_body(const Tensor& input, IntSpan source, IntSpan destination) {
  int64_t n = input.dim();
  check(source.size() == destination.size(),
        "movedim: Invalid source or destination dims: source (", source,
        " dims) should contain the same number of dims as destination (", destination, " dims)");
  std::vector<int64_t> order(static_cast<size_t>(n), -1);
  uint64_t from = 0;
  for (size_t i = 0; i < source.size(); ++i) {
    int64_t s = wrap_dim(source[i], n), d = wrap_dim(destination[i], n);
    if (n == 0) return transpose(input, 0, 0);
    check(!(from >> s & 1), "movedim: repeated dim in `source` (", source, ")");
    check(order[static_cast<size_t>(d)] < 0, "movedim: repeated dim in `destination` (",
          destination, ")");
    from |= uint64_t{1} << s;
    order[static_cast<size_t>(d)] = s;
  }
  int64_t next = 0;
  for (int64_t& o : order) {
    if (o >= 0) continue;
    while (from >> next & 1) ++next;
    o = next++;
  }
  return permute(input, order);
}

Tensor unsqueeze_cpu(const Tensor& input, int64_t dim) {
  dim = wrap_dim(dim, input.dim() + 1);
  Geometry g(input);
  g.insert(dim, 1, dim < input.dim() ? input.sizes()[dim] * input.strides()[dim] : 1);
  return g.of(input);
}

Tensor squeezed(const Tensor& input, uint64_t dims) {
  Geometry g(input);
  for (int64_t d = input.dim(); d-- > 0;) {
    if ((dims >> d & 1) && g.sizes[d] == 1) g.erase(d);
  }
  return g.of(input);
}
Tensor squeeze_cpu(const Tensor& input) { return squeezed(input, ~uint64_t{0}); }
Tensor squeeze_dim_cpu(const Tensor& input, int64_t dim) {
  return squeezed(input, uint64_t{1} << wrap_dim(dim, input.dim()));
}
Tensor squeeze_dims_cpu(const Tensor& input, IntSpan dim) {
  uint64_t bits = 0;
  for (int64_t d : dim) {
    int64_t w = wrap_dim(d, input.dim());
    check(!(bits >> w & 1), "dim ", w, " appears multiple times in the list of dims");
    bits |= uint64_t{1} << w;
  }
  return squeezed(input, bits);
}
void reshape_back_vjp(VjpCtx& c) { c.grad_in(0, reshape(c.grad(), c.in_sizes(0))); }

constexpr OpDef kOps[] = {
    {.schema = "transpose(Tensor(a) input, int dim0, int dim1) -> Tensor(a)",
     .cpu = kernel<transpose_cpu>(),
     .vjp = transpose_vjp,
     .traits = View | Method,
     .doc = R"(Returns a view with dimensions dim0 and dim1 swapped.

Example:
    >>> tenon.transpose(tenon.tensor([[1, 2], [3, 4]]), 0, 1)
    tensor([[1, 3],
            [2, 4]])
)"},
    {.schema = "swapaxes(Tensor(a) input, int axis0, int axis1) -> Tensor(a)",
     .body = kernel<swap_body>(),
     .traits = Method,
     .doc = R"(Returns a view with two dimensions swapped; NumPy's name of transpose.

Example:
    >>> tenon.swapaxes(tenon.zeros(2, 3), 0, 1).shape
    tenon.Size([3, 2])
)"},
    {.schema = "swapdims(Tensor(a) input, int dim0, int dim1) -> Tensor(a)",
     .body = kernel<swap_body>(),
     .traits = Method,
     .doc = R"(Returns a view with two dimensions swapped; another name of transpose.

Example:
    >>> tenon.swapdims(tenon.zeros(2, 3), 0, 1).shape
    tenon.Size([3, 2])
)"},
    {.schema = "t(Tensor(a) input) -> Tensor(a)",
     .body = kernel<t_body>(),
     .traits = Method,
     .doc = R"(Returns the transpose of a matrix; vectors and 0-d tensors are returned as they are.

Example:
    >>> tenon.t(tenon.tensor([[1, 2], [3, 4]]))
    tensor([[1, 3],
            [2, 4]])
)"},
    {.schema = "mT(Tensor(a) input) -> Tensor(a)",
     .body = kernel<matrix_transpose_body>(),
     .traits = NoFunction,
     .doc = "Returns a view with the last two dimensions swapped. What the attribute Tensor.mT "
            "gives."},
    {.schema = "numpy_T(Tensor(a) input) -> Tensor(a)",
     .body = kernel<numpy_t_body>(),
     .traits = NoFunction,
     .doc =
         "Returns a view with the dimensions in reverse order. What the attribute Tensor.T gives."},
    {.schema = "permute(Tensor(a) input, int[] dims) -> Tensor(a)",
     .cpu = kernel<permute_cpu>(),
     .vjp = permute_vjp,
     .traits = View | Method | VarInts,
     .doc = R"(Returns a view whose dimension i is dimension dims[i] of input.

Example:
    >>> tenon.permute(tenon.zeros(2, 3, 5), (2, 0, 1)).shape
    tenon.Size([5, 2, 3])
)"},
    {.schema = "movedim(Tensor(a) input, int[1] source, int[1] destination) -> Tensor(a)",
     .body = kernel<movedim_body>(),
     .paths = "tenon.movedim tenon.moveaxis Tensor.movedim Tensor.moveaxis",
     .doc =
         R"(Returns a view with the dimensions source moved to the positions destination; the others keep their order.

Example:
    >>> tenon.movedim(tenon.zeros(3, 2, 1), 1, 0).shape
    tenon.Size([2, 3, 1])
)"},
    {.schema = "unsqueeze(Tensor(a) input, int dim) -> Tensor(a)",
     .cpu = kernel<unsqueeze_cpu>(),
     .vjp = reshape_back_vjp,
     .traits = View | Method,
     .doc = R"(Returns a view with a dimension of size 1 inserted at dim.

Example:
    >>> tenon.unsqueeze(tenon.tensor([1, 2]), 1)
    tensor([[1],
            [2]])
)"},
    {.schema = "squeeze(Tensor(a) input) -> Tensor(a)",
     .cpu = kernel<squeeze_cpu>(),
     .vjp = reshape_back_vjp,
     .traits = View | Method,
     .doc = R"(Returns a view without the dimensions of size 1.

Example:
    >>> tenon.squeeze(tenon.zeros(1, 2, 1)).shape
    tenon.Size([2])
)"},
    {.schema = "squeeze.dim(Tensor(a) input, int dim) -> Tensor(a)",
     .cpu = kernel<squeeze_dim_cpu>(),
     .vjp = reshape_back_vjp,
     .traits = View | Method,
     .doc = R"(Returns a view without dimension dim, if its size is 1.

Example:
    >>> tenon.squeeze(tenon.zeros(1, 2, 1), 0).shape
    tenon.Size([2, 1])
)"},
    {.schema = "squeeze.dims(Tensor(a) input, int[] dim) -> Tensor(a)",
     .cpu = kernel<squeeze_dims_cpu>(),
     .vjp = reshape_back_vjp,
     .traits = View | Method,
     .doc = R"(Returns a view without those of the dimensions dim whose size is 1.

Example:
    >>> tenon.squeeze(tenon.zeros(1, 2, 1), (0, 2)).shape
    tenon.Size([2])
)"},
};

}  // namespace
void register_view_dims(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
