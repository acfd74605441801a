// Copies in another order: flip, roll, rot90, repeat, tile, repeat_interleave, triangles and
// diagonals, meshgrid.
#include "core/api/flips.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/index.h"
#include "core/api/join.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_scatter.h"
#include "core/api/view_shape.h"
#include "core/api/view_slice.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/kernels/moves.h"
#include "core/ops/geometry.h"
#include "core/ops/layouts.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

using OptInt = std::optional<int64_t>;

Tensor flip_cpu(const Tensor& input, IntSpan dims) {
  uint64_t bits = 0;
  for (int64_t d : dims) {
    int64_t w = wrap_dim(d, input.dim());
    check(!(bits >> w & 1), "dim ", w, " appears multiple times in the list of dims");
    bits |= uint64_t{1} << w;
  }
  const MemoryOrder memory(input);
  uint64_t moved = 0;
  for (int64_t d = 0; d < input.dim(); ++d)
    moved |= (bits >> d & 1) << static_cast<uint64_t>(memory.position(d));
  const Tensor view = memory.to_order(input);
  Tensor out = new_tensor(view.sizes(), input.dtype(), input.device());
  if (!out.is_meta() && out.numel() > 0) {
    Tensor in = raw::contiguous(view);
    kernels::flip(in.raw(), out.raw(), in.dim() ? in.sizes() : Ints<1>::span, moved,
                  input.itemsize());
  }
  return memory.from_order(out);
}
void flip_vjp(VjpCtx& c) { c.grad_in(0, flip(c.grad(), c.arg(1).to_ints())); }
Tensor fliplr_body(const Tensor& input) {
  check(input.dim() >= 2, "Input must be >= 2-d.");
  return flip(input, Ints<1>::span);
}
Tensor flipud_body(const Tensor& input) {
  check(input.dim() >= 1, "Input must be >= 1-d.");
  return flip(input, Ints<0>::span);
}

Tensor roll_body(const Tensor& input, IntSpan shifts, IntSpan dims) {
  check(!shifts.empty(), "`shifts` required");
  if (dims.empty() && shifts.size() == 1) {
    return reshape(roll(reshape(input, Ints<-1>::span), shifts, Ints<0>::span), input.sizes());
  }
  check(shifts.size() == dims.size(), "shifts and dimensions must align. shifts: ", shifts.size(),
        ", dims:", dims.size());
  check_index(input.dim() > 0, "Dimension specified as ", dims[0], " but tensor has no dimensions");
  Tensor out = input;
  for (size_t i = 0; i < dims.size(); ++i) {
    int64_t size = out.size(dims[i]);
    if (size == 0) continue;
    int64_t shift = (shifts[i] % size + size) % size;
    const Tensor parts[] = {slice(out, dims[i], size - shift, size),
                            slice(out, dims[i], 0, size - shift)};
    out = cat(parts, dims[i]);
  }
  return out.is_same(input) ? clone(input) : out;
}

Tensor rot90_body(const Tensor& input, int64_t k, IntSpan dims) {
  check(dims.size() == 2, "expected total rotation dims == 2, but got dims = ", dims.size());
  check(input.dim() >= 2, "expected total dims >= 2, but got total dims = ", input.dim());
  int64_t a = wrap_dim(dims[0], input.dim()), b = wrap_dim(dims[1], input.dim());
  check(a != b, "expected rotation dims to be different, but got dim0 = ", dims[0],
        " and dim1 = ", dims[1]);
  const int64_t first[] = {a}, second[] = {b}, both[] = {a, b};
  switch ((k % 4 + 4) % 4) {
    case 1:
      return transpose(flip(input, second), a, b);
    case 2:
      return flip(input, both);
    case 3:
      return transpose(flip(input, first), a, b);
    default:
      return clone(input, 0);
  }
}

// From the last dimension on, so that what is copied gets longer.
Tensor repeat_body(const Tensor& input, IntSpan repeats) {
  auto n = static_cast<int64_t>(repeats.size()), lead = n - input.dim();
  check(
      lead >= 0,
      "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
  Dims sizes;
  for (int64_t d = 0; d < n; ++d) sizes.push_back(d < lead ? 1 : input.sizes()[d - lead]);
  for (int64_t r : repeats)
    check(r >= 0, "Trying to create tensor with negative dimension ", r, ": ", repeats);
  Tensor out = reshape(input, sizes);
  bool copied = false;
  for (int64_t d = n; d-- > 0;) {
    if (repeats[d] == 1) continue;
    copied = true;
    Dims apart(sizes), shown(sizes);
    apart.insert(static_cast<size_t>(d), 1);
    shown.insert(static_cast<size_t>(d), repeats[d]);
    sizes[d] *= repeats[d];
    out = reshape(clone(expand(reshape(out, apart), shown), 0), sizes);
  }
  return copied ? out : clone(out, 0);
}
Tensor tile_body(const Tensor& input, IntSpan dims) {
  Dims repeats;
  for (int64_t i = static_cast<int64_t>(dims.size()); i < input.dim(); ++i) repeats.push_back(1);
  for (int64_t d : dims) repeats.push_back(d);
  return repeat(input, repeats);
}

// The positions 0, 1, ... each as often as `repeats` says.
Tensor interleaved_cpu(const Tensor& repeats, OptInt output_size) {
  check(repeats.dim() == 1, "repeat_interleave only accept 1D vector as repeat");
  check(repeats.dtype() == DType::I64 || repeats.dtype() == DType::I32,
        "repeats has to be Long or Int tensor");
  Tensor counts = raw::contiguous(raw::cast(repeats, DType::I64));
  const auto* p = counts.data<int64_t>();
  int64_t total = 0, n = counts.numel();
  for (int64_t i = 0; i < n; ++i) {
    check(p[i] >= 0, "repeats can not be negative");
    total += p[i];
  }
  check(!output_size || *output_size == total, "allocated size does not match required size");
  Tensor out = new_tensor(IntSpan(&total, 1), DType::I64);
  auto* to = out.data<int64_t>();
  for (int64_t i = 0; i < n; ++i) to = std::fill_n(to, p[i], i);
  return raw::cast(out, repeats.dtype());
}
Tensor interleave_tensor_body(const Tensor& input, const Tensor& repeats, OptInt dim,
                              OptInt output_size) {
  Tensor x = dim ? input : reshape(input, Ints<-1>::span);
  int64_t d = wrap_dim(dim.value_or(0), x.dim());
  Tensor counts = repeats;
  if (x.dim() == 0) x = reshape(x, Ints<1>::span);
  if (counts.dim() == 0 || (counts.dim() == 1 && counts.numel() == 1)) {
    const int64_t n[] = {x.size(d)};
    counts = expand(reshape(counts, Ints<1>::span), n);
  }
  check(counts.numel() == x.size(d),
        "repeats must have the same size as input along dim, but got repeats.size(0) = ",
        counts.numel(), " and input.size(", d, ") = ", x.size(d));
  return index_select(x, d, repeat_interleave(counts, output_size));
}
Tensor interleave_int_body(const Tensor& input, int64_t repeats, OptInt dim, OptInt) {
  check(repeats >= 0, "Repeats must be non-negative");
  Tensor x = dim ? input : reshape(input, Ints<-1>::span);
  if (x.dim() == 0) x = reshape(x, Ints<1>::span);
  int64_t d = wrap_dim(dim.value_or(0), x.dim());
  Dims shown(x.sizes());
  shown.insert(static_cast<size_t>(d + 1), repeats);
  return flatten(clone(expand(unsqueeze(x, d + 1), shown), 0), d, d + 1);
}

template <bool kUpper>
Tensor triangle_cpu(const Tensor& input, int64_t diagonal) {
  TensorImpl* target = take_out_hint();
  check(input.dim() >= 2, kUpper ? "triu" : "tril",
        ": input tensor must have at least 2 dimensions");
  bool in_place = target && target->dtype == input.dtype() &&
                  (target->flags & TensorImpl::kContiguous) && same(target->sizes, input.sizes());
  Tensor in = raw::contiguous(input),
         out = in_place ? Tensor::share(target)
                        : new_tensor(input.sizes(), input.dtype(), input.device());
  if (out.is_meta() || out.numel() == 0) return out;
  int64_t rows = input.size(-2), cols = input.size(-1);
  kernels::triangle(in.raw(), out.raw(), in.numel() / (rows * cols), rows, cols, diagonal, kUpper,
                    in.itemsize());
  return out;
}
void triu_vjp(VjpCtx& c) { c.grad_in(0, triu(c.grad(), c.arg(1).to_int())); }
void tril_vjp(VjpCtx& c) { c.grad_in(0, tril(c.grad(), c.arg(1).to_int())); }

Tensor diag_embed_body(const Tensor& input, int64_t offset, int64_t dim1, int64_t dim2) {
  int64_t n = input.dim() + 1, a = wrap_dim(dim1, n), b = wrap_dim(dim2, n);
  check(a != b, "diagonal dimensions cannot be identical ", dim1, ", ", dim2);
  int64_t size = input.size(-1) + std::abs(offset);
  Dims sizes(IntSpan(input.sizes().data(), input.sizes().size() - 1));
  sizes.insert(static_cast<size_t>(std::min(a, b)), size);
  sizes.insert(static_cast<size_t>(std::max(a, b)), size);
  return scatter_view(input, sizes, Geometry(IntSpan(sizes)).diagonal(offset, a, b));
}
Tensor diag_body(const Tensor& input, int64_t diagonal) {
  check(input.dim() == 1 || input.dim() == 2, "diag(): Supports 1D or 2D tensors. Got ",
        input.dim(), "D");
  return input.dim() == 1 ? diag_embed_body(input, diagonal, 0, 1)
                          : clone(tenon::diagonal(input, diagonal, 0, 1), 0);
}

std::vector<Tensor> meshgrid_body(TensorSpan tensors, std::optional<std::string_view> indexing) {
  check(!tensors.empty(), "meshgrid expects a non-empty TensorList");
  check(
      !indexing || *indexing == "ij" || *indexing == "xy",
      "meshgrid: indexing must be one of \"xy\" or \"ij\", but received: ", indexing.value_or(""));
  if (!indexing) {
    TN_WARN_ONCE(
        "tenon.meshgrid: in an upcoming release, it will be required to pass the indexing "
        "argument.");
  }
  bool swap = indexing && *indexing == "xy" && tensors.size() >= 2;
  Dims sizes;
  for (const Tensor& t : tensors) {
    check(t.dim() <= 1,
          "meshgrid: Expected 0D or 1D tensor in the tensor list but got: ", t.sizes());
    check(t.dtype() == tensors[0].dtype(), "meshgrid expects all tensors to have the same dtype");
    sizes.push_back(t.numel());
  }
  if (swap) std::swap(sizes[0], sizes[1]);
  std::vector<Tensor> out;
  for (size_t i = 0; i < tensors.size(); ++i) {
    size_t at = swap && i < 2 ? 1 - i : i;
    Dims own(sizes.size(), 1);
    own[at] = -1;
    out.push_back(expand(reshape(tensors[i], own), sizes));
  }
  return out;
}

constexpr OpDef kOps[] = {
    {.schema = "flip(Tensor input, int[] dims) -> Tensor",
     .cpu = kernel<flip_cpu>(),
     .vjp = flip_vjp,
     .traits = Method | VarInts,
     .doc = R"(Returns a copy with the order along the dimensions dims reversed.

Example:
    >>> tenon.flip(tenon.tensor([[1, 2], [3, 4]]), (0,))
    tensor([[3, 4],
            [1, 2]])
)"},
    {.schema = "fliplr(Tensor input) -> Tensor",
     .body = kernel<fliplr_body>(),
     .traits = Method,
     .doc = R"(Returns a copy with dimension 1 reversed.

Example:
    >>> tenon.fliplr(tenon.tensor([[1, 2]]))
    tensor([[2, 1]])
)"},
    {.schema = "flipud(Tensor input) -> Tensor",
     .body = kernel<flipud_body>(),
     .traits = Method,
     .doc = R"(Returns a copy with dimension 0 reversed.

Example:
    >>> tenon.flipud(tenon.tensor([1, 2]))
    tensor([2, 1])
)"},
    {.schema = "roll(Tensor input, int[1] shifts, int[1] dims=[]) -> Tensor",
     .body = kernel<roll_body>(),
     .traits = Method,
     .doc =
         R"(Returns a copy moved along dims by shifts; what leaves at the end comes in at the front. Without dims: of the flattened input.

Example:
    >>> tenon.roll(tenon.tensor([1, 2, 3]), 1)
    tensor([3, 1, 2])
)"},
    {.schema = "rot90(Tensor input, int k=1, int[] dims=[0, 1]) -> Tensor",
     .body = kernel<rot90_body>(),
     .traits = Method,
     .doc = R"(Returns a copy turned by k times 90 degrees in the plane of dims.

Example:
    >>> tenon.rot90(tenon.tensor([[1, 2], [3, 4]]))
    tensor([[2, 4],
            [1, 3]])
)"},
    {.schema = "repeat(Tensor input, int[] repeats) -> Tensor",
     .body = kernel<repeat_body>(),
     .traits = VarInts,
     .paths = "Tensor.repeat",
     .doc = R"(Returns a copy repeated along each dimension.

Example:
    >>> tenon.tensor([1, 2]).repeat(2, 2)
    tensor([[1, 2, 1, 2],
            [1, 2, 1, 2]])
)"},
    {.schema = "tile(Tensor input, int[] dims) -> Tensor",
     .body = kernel<tile_body>(),
     .traits = Method | VarInts,
     .doc = R"(Returns a copy repeated along the last dimensions.

Example:
    >>> tenon.tile(tenon.tensor([1, 2]), (2,))
    tensor([1, 2, 1, 2])
)"},
    {.schema = "repeat_interleave(Tensor repeats, *, int? output_size=None) -> Tensor",
     .cpu = kernel<interleaved_cpu>(),
     .vjp = no_grad("gives positions"),
     .traits = DataDependent,
     .paths = "tenon.repeat_interleave",
     .doc = R"(Returns the positions 0, 1, ... each as often as repeats says.

Example:
    >>> tenon.repeat_interleave(tenon.tensor([1, 2]))
    tensor([0, 1, 1])
)"},
    {.schema = "repeat_interleave.tensor(Tensor input, Tensor repeats, int? dim=None, *, int? "
               "output_size=None) -> Tensor",
     .body = kernel<interleave_tensor_body>(),
     .traits = Method,
     .doc = R"(Returns a copy with every entry along dim repeated as often as repeats says for it.

Example:
    >>> tenon.repeat_interleave(tenon.tensor([5, 6]), tenon.tensor([1, 2]))
    tensor([5, 6, 6])
)"},
    {.schema = "repeat_interleave.int(Tensor input, int repeats, int? dim=None, *, int? "
               "output_size=None) -> Tensor",
     .body = kernel<interleave_int_body>(),
     .traits = Method,
     .doc = R"(Returns a copy with every entry along dim repeated.

Example:
    >>> tenon.repeat_interleave(tenon.tensor([5, 6]), 2)
    tensor([5, 5, 6, 6])
)"},
    {.schema = "triu(Tensor input, int diagonal=0) -> Tensor",
     .cpu = kernel<triangle_cpu<true>>(),
     .vjp = triu_vjp,
     .traits = Method | InPlace | Out | OutExact,
     .doc = R"(Returns the upper triangle of matrices; the rest is zero.

Example:
    >>> tenon.triu(tenon.ones(2, 2))
    tensor([[1., 1.],
            [0., 1.]])
)"},
    {.schema = "tril(Tensor input, int diagonal=0) -> Tensor",
     .cpu = kernel<triangle_cpu<false>>(),
     .vjp = tril_vjp,
     .traits = Method | InPlace | Out | OutExact,
     .doc = R"(Returns the lower triangle of matrices; the rest is zero.

Example:
    >>> tenon.tril(tenon.ones(2, 2))
    tensor([[1., 0.],
            [1., 1.]])
)"},
    {.schema = "diag(Tensor input, int diagonal=0) -> Tensor",
     .body = kernel<diag_body>(),
     .traits = Method | Out | OutExact,
     .doc = R"(Returns the diagonal of a matrix, or the matrix with a vector as its diagonal.

Example:
    >>> tenon.diag(tenon.tensor([1, 2]))
    tensor([[1, 0],
            [0, 2]])
)"},
    {.schema = "diag_embed(Tensor input, int offset=0, int dim1=-2, int dim2=-1) -> Tensor",
     .body = kernel<diag_embed_body>(),
     .traits = Method,
     .doc = R"(Returns matrices whose diagonals are the last dimension of input.

Example:
    >>> tenon.diag_embed(tenon.tensor([1, 2]), 1)
    tensor([[0, 1, 0],
            [0, 0, 2],
            [0, 0, 0]])
)"},
    {.schema = "meshgrid(Tensor[] tensors, *, str? indexing=None) -> Tensor[]",
     .body = kernel<meshgrid_body>(),
     .traits = VarArgs,
     .doc = R"(Returns the coordinates of a grid, as views: one tensor per axis.

Args:
    indexing: 'ij' (the default) or 'xy', which swaps the first two dimensions.

Example:
    >>> tenon.meshgrid(tenon.tensor([1, 2]), tenon.tensor([3, 4]), indexing='ij')[0]
    tensor([[1, 1],
            [2, 2]])
)"},
};

}  // namespace
void register_flips(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
