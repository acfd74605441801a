// gather and the scatter family; take and put.
#include "core/api/scatter.h"

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/view.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/indexing.h"
#include "core/ops/scattering.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

using kernels::Combine;

Tensor gather_cpu(const Tensor& input, int64_t dim, const Tensor& index, bool) {
  dim = wrap_dim(dim, input.dim());
  if (index.numel()) check_index_dtype("gather", index);
  Tensor out = new_tensor(index.sizes(), input.dtype(), input.device());
  if (index.numel() == 0) return out;
  check(std::max<int64_t>(index.dim(), 1) == std::max<int64_t>(input.dim(), 1),
        "Index tensor must have the same number of dimensions as input tensor");
  for (int64_t d = 0; d < index.dim() && input.dim(); ++d) {
    check(d == dim || index.sizes()[d] <= input.sizes()[d], "Size does not match at dimension ", d,
          " expected index ", index.sizes(), " to be no larger than self ", input.sizes(),
          " apart from dimension ", dim);
  }
  if (out.is_meta()) return out;
  if (Tensor line = vector_of(index, dim, input)) {
    Indexing(input, dim, line, false, ErrorKind::Runtime).gather(out);
  } else {
    run_scatter(input, dim, index, out, Combine::Gather);
  }
  return out;
}
void gather_vjp(VjpCtx& c) {
  Tensor g = zeros(c.in_sizes(0), c.grad().dtype(), std::nullopt, c.grad().device());
  c.grad_in(0, scatter_add_(g, c.arg(1).to_int(), c.in(2), c.grad()));
}

Combine combine_named(std::optional<std::string_view> reduce) {
  if (!reduce) return Combine::Set;
  check(*reduce == "add" || *reduce == "multiply",
        "reduce argument must be either add or multiply.");
  return *reduce == "add" ? Combine::Add : Combine::Multiply;
}

using OptStr = std::optional<std::string_view>;

Tensor scatter_cpu(const Tensor& input, int64_t dim, const Tensor& index, const Operand& src,
                   OptStr reduce) {
  Combine how = combine_named(reduce);
  dim = wrap_dim(dim, input.dim());
  check_scatter("scatter", input, dim, index, src.tensor);
  Tensor out = write_target(input, true);
  if (out.is_meta()) return out;
  Tensor rows;
  if (src.is_tensor()) {
    rows = apart_from(src.tensor, out);
  } else {
    rows = new_tensor({}, out.dtype());
    store_scalar(src.scalar, out.dtype(), rows.raw());
  }
  run_scatter(out, dim, index, rows, how);
  return out;
}
void scatter_vjp(VjpCtx& c) {
  check(c.arg(4).is_none(),
        "derivative for scatter with reduce is not implemented. Hint: use scatter_reduce.");
  int64_t dim = c.arg(1).to_int();
  if (c.needs(0)) c.grad_in(0, scatter(c.grad(), dim, c.in(2), Operand(0)));
  if (c.needs(3)) c.grad_in(3, gather(c.grad(), dim, c.in(2)));
}
Tensor scatter_value_body(const Tensor& input, int64_t dim, const Tensor& index, Scalar value,
                          OptStr reduce) {
  return scatter(input, dim, index, value, reduce);
}

Tensor scatter_add_cpu(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src) {
  dim = wrap_dim(dim, input.dim());
  check_scatter("scatter_add", input, dim, index, src);
  Tensor out = write_target(input, true);
  if (out.is_meta()) return out;
  if (Tensor line = vector_of(index, dim, out); line && same(index.sizes(), src.sizes())) {
    Indexing(out, dim, line, false, ErrorKind::Runtime).scatter(src, true);
  } else {
    run_scatter(out, dim, index, apart_from(src, out), Combine::Add);
  }
  return out;
}
void scatter_add_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, c.grad());
  if (c.needs(3)) c.grad_in(3, gather(c.grad(), c.arg(1).to_int(), c.in(2)));
}

Tensor take_cpu(const Tensor& input, const Tensor& index) {
  check(index.dtype() == DType::I64, "take(): Expected a long tensor for index, but got ",
        index.dtype());
  Tensor out = new_tensor(index.sizes(), input.dtype(), input.device());
  if (out.is_meta() || out.numel() == 0) return out;
  Tensor flat = raw::contiguous(input);
  int64_t n = flat.numel();
  Indexing(make_view(flat, IntSpan(&n, 1), Ints<1>::span, flat.offset()), 0, index, true)
      .gather(out);
  return out;
}
void take_vjp(VjpCtx& c) {
  Tensor g = zeros(c.in_sizes(0), c.grad().dtype(), std::nullopt, c.grad().device());
  c.grad_in(0, put_(g, c.in(1), c.grad(), true));
}

Tensor put_cpu(const Tensor& input, const Tensor& index, const Tensor& source, bool accumulate) {
  check(index.dtype() == DType::I64, "put_(): Expected a long tensor for index, but got ",
        index.dtype());
  check(input.dtype() == source.dtype(),
        "put_(): self and source expected to have the same dtype, but got self.dtype = ",
        input.dtype(), " and source.dtype = ", source.dtype());
  check_index(index.numel() == source.numel(),
              "put_(): Expected source and index to have the same number of elements, but got "
              "source.numel() = ",
              source.numel(), ", index.numel() = ", index.numel());
  Tensor out = write_target(input, true);
  if (out.is_meta()) return out;
  Tensor flat = raw::contiguous(out), rows = raw::contiguous(source);
  int64_t n = flat.numel(), m = rows.numel();
  Tensor line = make_view(flat, IntSpan(&n, 1), Ints<1>::span, flat.offset());
  Indexing(line, 0, index, true)
      .scatter(make_view(rows, IntSpan(&m, 1), Ints<1>::span, rows.offset()), accumulate);
  if (!flat.is_same(out)) raw::copy(out, flat);
  return out;
}
void put_vjp(VjpCtx& c) {
  if (c.needs(0)) {
    c.grad_in(0, c.arg(3).to_bool()
                     ? c.grad()
                     : put(c.grad(), c.in(1),
                           reshape(zeros_like(c.in(1), c.grad().dtype()), c.in(1).sizes())));
  }
  if (c.needs(2)) c.grad_in(2, reshape(take(c.grad(), c.in(1)), c.in_sizes(2)));
}

Tensor take_along_dim_body(const Tensor& input, const Tensor& indices, std::optional<int64_t> dim) {
  check(indices.dtype() == DType::I64 || indices.dtype() == DType::I32,
        "take_along_dim(): dtype of indices should be Long but got ", indices.dtype());
  if (!dim) return gather(reshape(input, Ints<-1>::span), 0, reshape(indices, Ints<-1>::span));
  check(input.dim() == indices.dim(),
        "take_along_dim(): input and indices should have the same number of dimensions, but got ",
        input.dim(), " dimensions for input, and ", indices.dim(), " dimensions for indices");
  int64_t d = wrap_dim(*dim, input.dim());
  if (input.dim() == 0) return gather(input, 0, indices);
  Dims a(input.sizes()), b(indices.sizes());
  int64_t along = input.sizes()[d], taken = indices.sizes()[d];
  a[d] = b[d] = 1;
  Dims both = broadcast_sizes(a, b), in_sizes = both, index_sizes = both;
  in_sizes[d] = along;
  index_sizes[d] = taken;
  // Negative positions count from the end here, unlike in gather.
  Tensor positions = where(lt(indices, 0), add(indices, along), indices);
  return gather(expand(input, in_sizes), d, expand(positions, index_sizes));
}

constexpr uint32_t kUsual = Method | InPlace | Out | OutExact;

constexpr OpDef kOps[] = {
    {.schema = "gather(Tensor input, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor",
     .cpu = kernel<gather_cpu>(),
     .vjp = gather_vjp,
     .saves = "index",
     .traits = Method | Out | OutApart | OutExact,
     .doc = R"(Returns, for each position of index, the element of input that it names along dim.

Example:
    >>> tenon.gather(tenon.tensor([[1, 2], [3, 4]]), 1, tenon.tensor([[0, 0], [1, 0]]))
    tensor([[1, 1],
            [4, 3]])
)"},
    {.schema = "scatter(Tensor input, int dim, Tensor index, Tensor|Scalar src, *, str? "
               "reduce=None) -> Tensor",
     .cpu = kernel<scatter_cpu>(),
     .vjp = scatter_vjp,
     .saves = "index",
     .traits = kUsual,
     .doc =
         R"(Returns input with the elements of src (or a number) at the positions along dim that index names.

Args:
    reduce: 'add' or 'multiply', to combine with what is there.

Example:
    >>> tenon.scatter(tenon.zeros(3), 0, tenon.tensor([2, 0]), tenon.tensor([5.0, 6.0]))
    tensor([6., 0., 5.])
)"},
    {.schema = "scatter.value(Tensor input, int dim, Tensor index, Scalar value, *, str? "
               "reduce=None) -> Tensor",
     .body = kernel<scatter_value_body>(),
     .traits = kUsual,
     .doc = R"(Returns input with a number at the positions along dim that index names.

Example:
    >>> tenon.scatter(tenon.zeros(3), 0, tenon.tensor([2]), value=5)
    tensor([0., 0., 5.])
)"},
    {.schema = "scatter_add(Tensor input, int dim, Tensor index, Tensor src) -> Tensor",
     .cpu = kernel<scatter_add_cpu>(),
     .vjp = scatter_add_vjp,
     .saves = "index",
     .traits = kUsual,
     .doc =
         R"(Returns input with the elements of src added at the positions along dim that index names.

Example:
    >>> tenon.scatter_add(tenon.zeros(2), 0, tenon.tensor([1, 1]), tenon.tensor([5.0, 6.0]))
    tensor([ 0., 11.])
)"},
    {.schema = "take(Tensor input, Tensor index) -> Tensor",
     .cpu = kernel<take_cpu>(),
     .vjp = take_vjp,
     .saves = "index",
     .traits = Method | Out | OutApart | OutExact,
     .doc = R"(Returns the elements at positions of the flattened input.

Example:
    >>> tenon.take(tenon.tensor([[4, 3], [5, 6]]), tenon.tensor([0, 2]))
    tensor([4, 5])
)"},
    {.schema = "put(Tensor input, Tensor index, Tensor source, bool accumulate=False) -> Tensor",
     .cpu = kernel<put_cpu>(),
     .vjp = put_vjp,
     .saves = "index",
     .traits = Method | InPlace,
     .doc = R"(Returns input with the elements of source at positions of the flattened input.

Example:
    >>> tenon.put(tenon.zeros(2, 2), tenon.tensor([0, 3]), tenon.tensor([5.0, 6.0]))
    tensor([[5., 0.],
            [0., 6.]])
)"},
    {.schema = "take_along_dim(Tensor input, Tensor indices, int? dim=None) -> Tensor",
     .body = kernel<take_along_dim_body>(),
     .traits = Method | Out | OutApart | OutExact,
     .doc =
         R"(Returns the elements that indices name along dim, broadcasting the other dimensions; of the flat input without dim.

Example:
    >>> tenon.take_along_dim(tenon.tensor([[3, 1, 2]]), tenon.tensor([[1, 2, 0]]), dim=1)
    tensor([[1, 2, 3]])
)"},
};

}  // namespace
void register_scatter(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
