// Masks and positions: masked_fill, masked_select, masked_scatter, nonzero, argwhere,
// where(condition).
#include "core/api/masked.h"

#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/index.h"
#include "core/api/view.h"
#include "core/api/view_slice.h"
#include "core/api/view_split.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/indexing.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

Tensor masked_fill_cpu(const Tensor& input, const Tensor& mask, const Operand& value) {
  check(mask.dtype() == DType::Bool,
        "masked_fill_ only supports boolean masks, but got mask with dtype ", mask.dtype());
  check(!value.is_tensor() || value.tensor.dim() == 0,
        "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ",
        value.is_tensor() ? value.tensor.dim() : 0, " dimension(s).");
  TensorImpl* target = take_out_hint();
  alignas(16) char number[16];
  if (value.is_tensor() && !value.tensor.is_meta()) {
    store_scalar(load_scalar(value.tensor.raw(), value.tensor.dtype()), input.dtype(), number);
  } else if (!value.is_tensor()) {
    store_scalar(value.scalar, input.dtype(), number);
  }
  Tensor fresh;
  if (!target) {
    fresh = new_tensor(broadcast_sizes(input.sizes(), mask.sizes()), input.dtype(), input.device());
    target = fresh.impl();
  }
  Iter it("masked_fill");
  it.out(input.dtype()).in(mask).scalar(number).in(input).hint(target).build();
  it.run(loop_for(kernels::where, input.dtype()));
  return it.result();
}
void masked_fill_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, masked_fill(c.grad(), c.in(1), Operand(0)));
  if (c.needs(2)) c.grad_in(2, where(c.in(1), c.grad(), Operand(0)));
}

Tensor masked_select_body(const Tensor& input, const Tensor& mask) {
  check(mask.dtype() == DType::Bool, "masked_select: expected BoolTensor for mask");
  Dims sizes = broadcast_sizes(input.sizes(), mask.sizes());
  if (sizes.empty()) sizes.push_back(1);
  const Tensor where_true[] = {expand(mask, sizes)};
  return index(expand(input, sizes), where_true);
}

// The first elements of source, in order, go where the mask is true.
Tensor masked_scatter_cpu(const Tensor& input, const Tensor& mask, const Tensor& source) {
  check(mask.dtype() == DType::Bool,
        "masked_scatter_ only supports boolean masks, but got mask with dtype ", mask.dtype());
  check(input.dtype() == source.dtype(),
        "masked_scatter: expected self and source to have same dtypes but got ", input.dtype(),
        " and ", source.dtype());
  Dims sizes = broadcast_sizes(input.sizes(), mask.sizes());
  Tensor full = same(sizes, input.sizes())
                    ? input
                    : make_view(input, sizes, expand_strides(input.sizes(), input.strides(), sizes),
                                input.offset());
  Tensor out = write_target(full, true);
  if (out.is_meta()) return out;
  Tensor flags = new_tensor(sizes, DType::Bool);
  raw::copy(flags, mask);
  Tensor positions = nonzero_positions(flags);
  int64_t n = positions.sizes()[0];
  check(n <= source.numel(), "Number of elements of source < number of ones in mask");
  Tensor from = raw::contiguous(source);
  const Tensor at[] = {flags};
  if (sizes.empty()) {
    if (n) raw::copy(out, make_view(from, {}, {}, from.offset()));
  } else {
    Indexing(out, at).scatter(make_view(from, IntSpan(&n, 1), Ints<1>::span, from.offset()), false);
  }
  return out;
}
void masked_scatter_vjp(VjpCtx& c) {
  if (c.needs(0)) c.grad_in(0, masked_fill(c.grad(), c.in(1), Operand(0)));
  if (!c.needs(2)) return;
  Tensor chosen = masked_select(c.grad(), c.in(1));
  int64_t total = 1;
  for (int64_t s : c.in_sizes(2)) total *= s;
  Tensor g = zeros(IntSpan(&total, 1), chosen.dtype(), std::nullopt, chosen.device());
  copy_(slice(g, 0, 0, chosen.numel()), chosen);
  c.grad_in(2, reshape(g, c.in_sizes(2)));
}

Tensor nonzero_cpu(const Tensor& input) { return nonzero_positions(input); }

std::vector<Tensor> nonzero_numpy_body(const Tensor& input) {
  return unbind(nonzero(input.dim() ? input : reshape(input, Ints<1>::span)), 1);
}

Value nonzero_tuple_body(const Tensor& input, bool as_tuple) {
  if (!as_tuple) return Value::pointer(TN_TENSOR, nonzero(input).release());
  std::vector<Value> items;
  for (Tensor& t : nonzero_numpy_body(input))
    items.push_back(Value::pointer(TN_TENSOR, t.release()));
  return make_list(std::move(items), TN_TUPLE);
}

constexpr OpDef kOps[] = {
    {.schema = "masked_fill(Tensor input, Tensor mask, Tensor|Scalar value) -> Tensor",
     .cpu = kernel<masked_fill_cpu>(),
     .vjp = masked_fill_vjp,
     .saves = "mask",
     .traits = Pointwise | Method | InPlace | Out,
     .doc = R"(Returns input with value where the mask is true.

Example:
    >>> tenon.masked_fill(tenon.tensor([1, 2]), tenon.tensor([True, False]), 9)
    tensor([9, 2])
)"},
    {.schema = "masked_select(Tensor input, Tensor mask) -> Tensor",
     .body = kernel<masked_select_body>(),
     .traits = Method | Out | DataDependent | OutApart | OutExact,
     .doc = R"(Returns the elements of input where the mask is true, as a vector.

Example:
    >>> tenon.masked_select(tenon.tensor([1, 2, 3]), tenon.tensor([True, False, True]))
    tensor([1, 3])
)"},
    {.schema = "masked_scatter(Tensor input, Tensor mask, Tensor source) -> Tensor",
     .cpu = kernel<masked_scatter_cpu>(),
     .vjp = masked_scatter_vjp,
     .saves = "mask",
     .traits = Method | InPlace | Out,
     .doc = R"(Returns input with the elements of source, in order, where the mask is true.

Example:
    >>> tenon.masked_scatter(tenon.zeros(3), tenon.tensor([True, False, True]), tenon.tensor([5.0, 6.0]))
    tensor([5., 0., 6.])
)"},
    {.schema = "nonzero(Tensor input) -> Tensor",
     .cpu = kernel<nonzero_cpu>(),
     .vjp = no_grad("gives positions"),
     .traits = Method | Out | DataDependent | OutExact,
     .doc = R"(Returns the positions of the elements that are not zero, one row each.

Example:
    >>> tenon.nonzero(tenon.tensor([0, 5, 6]))
    tensor([[1],
            [2]])
)"},
    {.schema = "nonzero.as_tuple(Tensor input, *, bool as_tuple) -> any",
     .body = kernel<nonzero_tuple_body>(),
     .traits = Method | DataDependent,
     .doc =
         R"(Returns the positions of the elements that are not zero: as_tuple gives one vector per dimension.

Example:
    >>> tenon.nonzero(tenon.tensor([0, 5, 6]), as_tuple=True)
    (tensor([1, 2]),)
)"},
    {.schema = "argwhere(Tensor input) -> Tensor",
     .cpu = kernel<nonzero_cpu>(),
     .vjp = no_grad("gives positions"),
     .traits = Method | DataDependent,
     .doc = R"(Returns the positions of the elements that are not zero, one row each.

Example:
    >>> tenon.argwhere(tenon.tensor([0, 5, 6]))
    tensor([[1],
            [2]])
)"},
    {.schema = "where.condition(Tensor condition) -> Tensor[]",
     .body = kernel<nonzero_numpy_body>(),
     .traits = DataDependent,
     .paths = "tenon.where",
     .doc = R"(Returns the positions where condition holds, one vector per dimension.

Example:
    >>> tenon.where(tenon.tensor([False, True]))
    (tensor([1]),)
)"},
};

}  // namespace
void register_masked(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
