// Views in pieces: unbind, split, chunk and their relatives.
#include "core/api/view_split.h"

#include <vector>

#include "core/api/create.h"
#include "core/api/join.h"
#include "core/api/view_slice.h"
#include "core/iter/pointwise.h"
#include "core/ops/geometry.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using Tensors = std::vector<Tensor>;

Tensors unbind_cpu(const Tensor& input, int64_t dim) {
  dim = wrap_dim(dim, input.dim(), false);
  Tensors out;
  for (int64_t i = 0; i < input.sizes()[dim]; ++i)
    out.push_back(Geometry(input).select(dim, i).of(input));
  return out;
}

// Results that were not used have no gradient; theirs is zero.
Tensors filled_grads(const VjpCtx& c, int n, auto sizes_of) {
  Tensors grads;
  Tensor some;
  for (int i = 0; i < n && !some.defined(); ++i) some = c.grad(i);
  for (int i = 0; i < n; ++i) {
    grads.push_back(c.grad(i).defined()
                        ? c.grad(i)
                        : zeros(sizes_of(i), some.dtype(), std::nullopt, some.device()));
  }
  return grads;
}

void unbind_vjp(VjpCtx& c) {
  IntSpan sizes = c.in_sizes(0);
  int64_t dim = wrap_dim(c.arg(1).to_int(), static_cast<int64_t>(sizes.size()));
  Dims item(sizes);
  item.erase(static_cast<size_t>(dim));
  c.grad_in(0,
            stack(filled_grads(c, static_cast<int>(sizes[dim]), [&](int) { return item; }), dim));
}

Tensors split_sizes_cpu(const Tensor& tensor, IntSpan sizes, int64_t dim) {
  check(tensor.dim() > 0, "split expects at least a 1-dimensional tensor");
  dim = wrap_dim(dim, tensor.dim());
  int64_t total = 0, have = tensor.sizes()[dim];
  for (int64_t s : sizes) {
    check(
        s >= 0,
        "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=",
        sizes);
    total += s;
  }
  check(total == have, "split_with_sizes expects split_sizes to sum exactly to ", have,
        " (input tensor's size at dimension ", dim, "), but got split_sizes=", sizes);
  Tensors out;
  int64_t at = 0;
  for (int64_t s : sizes) {
    out.push_back(Geometry(tensor).slice(dim, at, at + s, 1).of(tensor));
    at += s;
  }
  return out;
}

void split_sizes_vjp(VjpCtx& c) {
  IntSpan in = c.in_sizes(0), sizes = c.arg(1).to_ints();
  int64_t dim = wrap_dim(c.arg(2).to_int(), static_cast<int64_t>(in.size()));
  auto sizes_of = [&](int i) {
    Dims s(in);
    s[dim] = sizes[static_cast<size_t>(i)];
    return s;
  };
  c.grad_in(0, cat(filled_grads(c, static_cast<int>(sizes.size()), sizes_of), dim));
}

Tensors split_sizes_body(const Tensor& tensor, IntSpan sizes, int64_t dim) {
  return split_with_sizes(tensor, sizes, dim);
}

Tensors split_body(const Tensor& tensor, int64_t size, int64_t dim) {
  check(tensor.dim() > 0, "split expects at least a 1-dimensional tensor");
  check(size >= 0, "split expects split_size be non-negative, but got split_size=", size);
  int64_t have = tensor.size(dim);
  check(size > 0 || have == 0,
        "split_size can only be 0 if dimension size is 0, but got dimension size of ", have);
  Dims sizes;
  for (int64_t at = 0; at < have; at += size) sizes.push_back(std::min(size, have - at));
  if (sizes.empty()) sizes.push_back(0);
  return split_with_sizes(tensor, sizes, dim);
}

Tensors chunk_body(const Tensor& input, int64_t chunks, int64_t dim) {
  check(input.dim() > 0, "chunk expects at least a 1-dimensional tensor");
  check(chunks > 0, "chunk expects `chunks` to be greater than 0, got: ", chunks);
  int64_t have = input.size(dim), size = (have + chunks - 1) / chunks;
  if (size == 0) return split_with_sizes(input, Dims(static_cast<size_t>(chunks), 0), dim);
  return split_body(input, size, dim);
}

Tensors tensor_split_indices_body(const Tensor& input, IntSpan indices, int64_t dim) {
  check(input.dim() > 0,
        "tensor_split expected at least a 1-dimensional tensor, but got a tensor with ",
        input.dim(), " dims");
  Tensors out;
  int64_t from = 0;
  for (int64_t to : indices) {
    out.push_back(slice(input, dim, from, to, 1));
    from = to;
  }
  out.push_back(slice(input, dim, from, std::nullopt, 1));
  return out;
}

Tensors tensor_split_body(const Tensor& input, int64_t sections, int64_t dim) {
  check(input.dim() > 0,
        "tensor_split expected at least a 1-dimensional tensor, but got a tensor with ",
        input.dim(), " dims");
  check(sections > 0, "number of sections must be larger than 0, got ", sections);
  int64_t have = input.size(dim), least = have / sections, longer = have % sections;
  Dims sizes(static_cast<size_t>(sections), least);
  for (int64_t i = 0; i < longer; ++i) ++sizes[i];
  return split_with_sizes(input, sizes, dim);
}

// Sections as a 0-d tensor, indices as a vector.
Tensors tensor_split_tensor_body(const Tensor& input, const Tensor& sections, int64_t dim) {
  check(sections.dtype() == DType::I64 && sections.dim() <= 1,
        "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or "
        "one-dimensional tensor of long dtype, but got a tensor with ",
        sections.dim(), " dims of ", sections.dtype());
  Tensor values = raw::contiguous(sections);
  const auto* p = values.data<int64_t>();
  if (sections.dim() == 0) return tensor_split_body(input, *p, dim);
  return tensor_split_indices_body(input, IntSpan(p, static_cast<size_t>(values.numel())), dim);
}

// hsplit, vsplit, dsplit: along a dimension, in equal parts.
Tensors equal_parts(std::string_view name, const Tensor& input, int64_t sections, int64_t dim,
                    int64_t least_dims) {
  check(input.dim() >= least_dims, name, " requires a tensor with at least ", least_dims,
        " dimension, but got a tensor with ", input.dim(), " dimensions!");
  check(sections > 0, "number of sections must be larger than 0, got ", sections);
  int64_t have = input.sizes()[dim];
  check(have % sections == 0, name, " attempted to split along dimension ", dim,
        ", but the size of the dimension ", have, " is not divisible by the split_size ", sections,
        "!");
  return tensor_split_body(input, sections, dim);
}
Tensors indexed_parts(std::string_view name, const Tensor& input, IntSpan indices, int64_t dim,
                      int64_t least_dims) {
  check(input.dim() >= least_dims, name, " requires a tensor with at least ", least_dims,
        " dimension, but got a tensor with ", input.dim(), " dimensions!");
  return tensor_split_indices_body(input, indices, dim);
}
Tensors hsplit_body(const Tensor& x, int64_t n) {
  return equal_parts("hsplit", x, n, x.dim() == 1 ? 0 : 1, 1);
}
Tensors hsplit_indices_body(const Tensor& x, IntSpan at) {
  return indexed_parts("hsplit", x, at, x.dim() == 1 ? 0 : 1, 1);
}
Tensors vsplit_body(const Tensor& x, int64_t n) { return equal_parts("vsplit", x, n, 0, 2); }
Tensors vsplit_indices_body(const Tensor& x, IntSpan at) {
  return indexed_parts("vsplit", x, at, 0, 2);
}
Tensors dsplit_body(const Tensor& x, int64_t n) { return equal_parts("dsplit", x, n, 2, 3); }
Tensors dsplit_indices_body(const Tensor& x, IntSpan at) {
  return indexed_parts("dsplit", x, at, 2, 3);
}

constexpr OpDef kOps[] = {
    {.schema = "unbind(Tensor(a) input, int dim=0) -> Tensor(a)[]",
     .cpu = kernel<unbind_cpu>(),
     .vjp = unbind_vjp,
     .traits = View | Method,
     .doc = R"(Returns a view of every index along dim, as a tuple.

Example:
    >>> tenon.unbind(tenon.tensor([[1, 2], [3, 4]]))
    (tensor([1, 2]), tensor([3, 4]))
)"},
    {.schema = "split_with_sizes(Tensor(a) input, int[] split_sizes, int dim=0) -> Tensor(a)[]",
     .cpu = kernel<split_sizes_cpu>(),
     .vjp = split_sizes_vjp,
     .traits = View | Method,
     .doc = R"(Returns views of consecutive parts along dim, of the given sizes.

Example:
    >>> tenon.split_with_sizes(tenon.tensor([1, 2, 3]), (1, 2))
    (tensor([1]), tensor([2, 3]))
)"},
    {.schema = "split(Tensor(a) tensor, int split_size_or_sections, int dim=0) -> Tensor(a)[]",
     .body = kernel<split_body>(),
     .traits = Method,
     .doc =
         R"(Returns views of consecutive parts along dim, each of the given size; the last may be smaller.

Example:
    >>> tenon.split(tenon.tensor([1, 2, 3]), 2)
    (tensor([1, 2]), tensor([3]))
)"},
    {.schema =
         "split.sizes(Tensor(a) tensor, int[] split_size_or_sections, int dim=0) -> Tensor(a)[]",
     .body = kernel<split_sizes_body>(),
     .traits = Method,
     .doc = R"(Returns views of consecutive parts along dim, of the given sizes.

Example:
    >>> tenon.split(tenon.tensor([1, 2, 3]), [1, 2])
    (tensor([1]), tensor([2, 3]))
)"},
    {.schema = "chunk(Tensor(a) input, int chunks, int dim=0) -> Tensor(a)[]",
     .body = kernel<chunk_body>(),
     .traits = Method,
     .doc =
         R"(Returns views of at most chunks consecutive parts along dim, all of one size but for the last.

Example:
    >>> tenon.chunk(tenon.tensor([1, 2, 3]), 2)
    (tensor([1, 2]), tensor([3]))
)"},
    {.schema = "tensor_split(Tensor(a) input, int indices_or_sections, int dim=0) -> Tensor(a)[]",
     .body = kernel<tensor_split_body>(),
     .traits = Method,
     .doc = R"(Returns views of consecutive parts along dim whose sizes differ by at most one.

Example:
    >>> tenon.tensor_split(tenon.tensor([1, 2, 3, 4]), 3)
    (tensor([1, 2]), tensor([3]), tensor([4]))
)"},
    {.schema = "tensor_split.indices(Tensor(a) input, int[] indices_or_sections, int dim=0) -> "
               "Tensor(a)[]",
     .body = kernel<tensor_split_indices_body>(),
     .traits = Method,
     .doc =
         R"(Returns views of the parts along dim that end before each of the indices, and of the rest.

Example:
    >>> tenon.tensor_split(tenon.tensor([1, 2, 3, 4]), (1, 3))
    (tensor([1]), tensor([2, 3]), tensor([4]))
)"},
    {.schema = "tensor_split.tensor(Tensor(a) input, Tensor tensor_indices_or_sections, int dim=0) "
               "-> Tensor(a)[]",
     .body = kernel<tensor_split_tensor_body>(),
     .traits = Method,
     .doc =
         R"(Splits as the numbers in a tensor say: a 0-d tensor is the number of parts, a vector names where parts end.

Example:
    >>> tenon.tensor_split(tenon.tensor([1, 2, 3]), tenon.tensor([1]))
    (tensor([1]), tensor([2, 3]))
)"},
    {.schema = "hsplit(Tensor(a) input, int indices_or_sections) -> Tensor(a)[]",
     .body = kernel<hsplit_body>(),
     .traits = Method,
     .doc = R"(Splits into equal parts along dimension 1 (of a vector: 0).

Example:
    >>> tenon.hsplit(tenon.tensor([1, 2, 3, 4]), 2)
    (tensor([1, 2]), tensor([3, 4]))
)"},
    {.schema = "hsplit.indices(Tensor(a) input, int[] indices_or_sections) -> Tensor(a)[]",
     .body = kernel<hsplit_indices_body>(),
     .traits = Method,
     .doc = R"(Splits before each of the indices along dimension 1 (of a vector: 0).

Example:
    >>> tenon.hsplit(tenon.tensor([1, 2, 3, 4]), (1,))
    (tensor([1]), tensor([2, 3, 4]))
)"},
    {.schema = "vsplit(Tensor(a) input, int indices_or_sections) -> Tensor(a)[]",
     .body = kernel<vsplit_body>(),
     .traits = Method,
     .doc = R"(Splits into equal parts along dimension 0.

Example:
    >>> tenon.vsplit(tenon.tensor([[1, 2], [3, 4]]), 2)
    (tensor([[1, 2]]), tensor([[3, 4]]))
)"},
    {.schema = "vsplit.indices(Tensor(a) input, int[] indices_or_sections) -> Tensor(a)[]",
     .body = kernel<vsplit_indices_body>(),
     .traits = Method,
     .doc = R"(Splits before each of the indices along dimension 0.

Example:
    >>> tenon.vsplit(tenon.tensor([[1, 2], [3, 4]]), (1,))
    (tensor([[1, 2]]), tensor([[3, 4]]))
)"},
    {.schema = "dsplit(Tensor(a) input, int indices_or_sections) -> Tensor(a)[]",
     .body = kernel<dsplit_body>(),
     .traits = Method,
     .doc = R"(Splits into equal parts along dimension 2.

Example:
    >>> tenon.dsplit(tenon.tensor([[[1, 2]]]), 2)
    (tensor([[[1]]]), tensor([[[2]]]))
)"},
    {.schema = "dsplit.indices(Tensor(a) input, int[] indices_or_sections) -> Tensor(a)[]",
     .body = kernel<dsplit_indices_body>(),
     .traits = Method,
     .doc = R"(Splits before each of the indices along dimension 2.

Example:
    >>> tenon.dsplit(tenon.tensor([[[1, 2]]]), (1,))
    (tensor([[[1]]]), tensor([[[2]]]))
)"},
};

}  // namespace
void register_view_split(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
