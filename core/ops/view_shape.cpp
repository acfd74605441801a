// Views with other sizes: flatten, unflatten, view_as, broadcast_to, view(dtype) and relatives.
#include "core/api/view_shape.h"

#include <vector>

#include "core/api/copy.h"
#include "core/api/view.h"
#include "core/ops/geometry.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

Tensor flatten_body(const Tensor& input, int64_t start_dim, int64_t end_dim) {
  int64_t n = input.dim(), from = wrap_dim(start_dim, n), to = wrap_dim(end_dim, n);
  check(from <= to, "flatten() has invalid args: start_dim cannot come after end_dim");
  if (n == 0) return reshape(input, Ints<1>::span);
  if (from == to) return input;
  Dims sizes;
  int64_t merged = 1;
  for (int64_t d = 0; d < n; ++d) {
    if (d < from || d > to) {
      sizes.push_back(input.sizes()[d]);
    } else {
      merged *= input.sizes()[d];
      if (d == to) sizes.push_back(merged);
    }
  }
  return reshape(input, sizes);
}

Tensor ravel_body(const Tensor& input) { return reshape(contiguous(input), Ints<-1>::span); }

Tensor unflatten_body(const Tensor& input, int64_t dim, IntSpan sizes) {
  dim = wrap_dim(dim, input.dim());
  check(!sizes.empty(), "unflatten: sizes must be non-empty");
  check(input.dim() > 0, "unflatten(): input must have at least one dimension");
  int64_t have = input.sizes()[dim], known = 1, unknown = -1;
  for (size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == -1 && unknown < 0) {
      unknown = static_cast<int64_t>(i);
    } else {
      known *= sizes[i];
    }
  }
  check(unknown < 0 ? known == have : known > 0 && have % known == 0, "unflatten: Provided sizes ",
        sizes, " don't multiply up to the size of dim ", dim, " (", have, ") in the input tensor");
  Dims out;
  for (int64_t d = 0; d < input.dim(); ++d) {
    if (d != dim) out.push_back(input.sizes()[d]);
    for (size_t i = 0; d == dim && i < sizes.size(); ++i) {
      out.push_back(static_cast<int64_t>(i) == unknown ? have / known : sizes[i]);
    }
  }
  return view(input, out);
}

Tensor view_as_body(const Tensor& input, const Tensor& other) { return view(input, other.sizes()); }
Tensor reshape_as_body(const Tensor& input, const Tensor& other) {
  return reshape(input, other.sizes());
}
Tensor expand_as_body(const Tensor& input, const Tensor& other) {
  return expand(input, other.sizes());
}
Tensor broadcast_to_body(const Tensor& input, IntSpan size) { return expand(input, size); }

std::vector<Tensor> broadcast_tensors_body(TensorSpan tensors) {
  Dims sizes;
  for (const Tensor& t : tensors) sizes = broadcast_sizes(sizes, t.sizes());
  std::vector<Tensor> out;
  for (const Tensor& t : tensors) out.push_back(expand(t, sizes));
  return out;
}

// The same bytes as elements of another type; the last dimension grows or shrinks with the
// element's size.
Tensor view_dtype_cpu(const Tensor& input, DType dtype) {
  auto from = static_cast<int64_t>(input.itemsize()), to = static_cast<int64_t>(dtype_size(dtype));
  Tensor out = make_alias(input);
  TensorImpl* p = out.impl();
  p->dtype = dtype;
  if (from != to) {
    check(input.dim() > 0, "self.dim() cannot be 0 to view ", input.dtype(), " as ", dtype,
          " (different element sizes)");
    check(input.strides().back() == 1, "self.stride(-1) must be 1 to view ", input.dtype(), " as ",
          dtype, " (different element sizes), but got ", input.strides().back());
    int64_t up = to > from ? to / from : 1, down = to < from ? from / to : 1;
    check(p->sizes.back() % up == 0, "self.size(-1) must be divisible by ", up, " to view ",
          input.dtype(), " as ", dtype, " (different element sizes), but got ", p->sizes.back());
    check(p->offset % up == 0, "self.storage_offset() must be divisible by ", up, " to view ",
          input.dtype(), " as ", dtype, " (different element sizes), but got ", p->offset);
    for (size_t d = 0; d + 1 < p->strides.size(); ++d) {
      check(p->strides[d] % up == 0, "self.stride(", d, ") must be divisible by ", up, " to view ",
            input.dtype(), " as ", dtype, " (different element sizes), but got ", p->strides[d]);
      p->strides[d] = p->strides[d] / up * down;
    }
    p->sizes.back() = p->sizes.back() / up * down;
    p->offset = p->offset / up * down;
  }
  p->refresh();
  return out;
}

constexpr OpDef kOps[] = {
    {.schema = "flatten(Tensor(a) input, int start_dim=0, int end_dim=-1) -> Tensor(a)",
     .body = kernel<flatten_body>(),
     .traits = Method,
     .doc =
         R"(Returns the elements with the dimensions start_dim to end_dim merged into one: a view where possible.

Example:
    >>> tenon.flatten(tenon.tensor([[1, 2], [3, 4]]))
    tensor([1, 2, 3, 4])
)"},
    {.schema = "ravel(Tensor(a) input) -> Tensor(a)",
     .body = kernel<ravel_body>(),
     .traits = Method,
     .doc = R"(Returns the elements as a contiguous vector: a view where possible.

Example:
    >>> tenon.ravel(tenon.tensor([[1, 2], [3, 4]]))
    tensor([1, 2, 3, 4])
)"},
    {.schema = "unflatten(Tensor(a) input, int dim, int[] sizes) -> Tensor(a)",
     .body = kernel<unflatten_body>(),
     .traits = Method,
     .doc =
         R"(Returns a view with the dimension dim unfolded to several sizes; one of them may be -1.

Example:
    >>> tenon.unflatten(tenon.zeros(3, 4), 1, (2, -1)).shape
    tenon.Size([3, 2, 2])
)"},
    {.schema = "view_as(Tensor(a) input, Tensor other) -> Tensor(a)",
     .body = kernel<view_as_body>(),
     .paths = "Tensor.view_as",
     .doc = R"(Returns a view with the size of other.

Example:
    >>> tenon.zeros(6).view_as(tenon.zeros(2, 3)).shape
    tenon.Size([2, 3])
)"},
    {.schema = "reshape_as(Tensor(a) input, Tensor other) -> Tensor(a)",
     .body = kernel<reshape_as_body>(),
     .paths = "Tensor.reshape_as",
     .doc = R"(Returns the elements with the size of other: a view where possible.

Example:
    >>> tenon.zeros(6).reshape_as(tenon.zeros(2, 3)).shape
    tenon.Size([2, 3])
)"},
    {.schema = "expand_as(Tensor(a) input, Tensor other) -> Tensor(a)",
     .body = kernel<expand_as_body>(),
     .paths = "Tensor.expand_as",
     .doc = R"(Returns a view where dimensions of size 1 are repeated to the size of other.

Example:
    >>> tenon.tensor([1]).expand_as(tenon.zeros(3))
    tensor([1, 1, 1])
)"},
    {.schema = "broadcast_to(Tensor(a) input, int[] size) -> Tensor(a)",
     .body = kernel<broadcast_to_body>(),
     .traits = Method,
     .doc = R"(Returns a view where dimensions of size 1 are repeated to the given size.

Example:
    >>> tenon.broadcast_to(tenon.tensor([1, 2]), (2, 2))
    tensor([[1, 2],
            [1, 2]])
)"},
    {.schema = "broadcast_tensors(Tensor[] tensors) -> Tensor[]",
     .body = kernel<broadcast_tensors_body>(),
     .traits = VarArgs,
     .doc = R"(Returns views of the tensors, all of the size that they broadcast to.

Example:
    >>> tenon.broadcast_tensors(tenon.tensor([1, 2]), tenon.tensor([[3]]))
    (tensor([[1, 2]]), tensor([[3, 3]]))
)"},
    {.schema = "view.dtype(Tensor(a) input, dtype dtype) -> Tensor(a)",
     .cpu = kernel<view_dtype_cpu>(),
     .vjp = no_grad("reads bits as another type"),
     .traits = View,
     .paths = "Tensor.view",
     .doc = R"(Returns the same memory read as another dtype. It takes no part in autograd.

Example:
    >>> tenon.tensor([1.0]).view(tenon.int32)
    tensor([1065353216], dtype=tenon.int32)
)"},
};

}  // namespace
void register_view_shape(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
