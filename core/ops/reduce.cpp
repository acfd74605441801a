// Reductions: sum, mean, prod, var, norm, any, all, extremes without positions.
#include "core/api/reduce.h"

#include "core/api/binary.h"
#include "core/api/view.h"
#include "core/iter/pointwise.h"
#include "core/iter/reduce.h"
#include "core/ops/reductions.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using OptInts = std::optional<IntSpan>;
using OptDType = std::optional<DType>;

Tensor sum_cpu(const Tensor& input, OptInts dim, bool keepdim, OptDType dtype) {
  DType out = dtype.value_or(is_integral(input.dtype(), true) ? DType::I64 : input.dtype());
  DType compute = is_integral(out, true) ? DType::I64 : out;
  DimSet dims(dim, input.dim());
  Tensor result = reduce(raw::cast(input, compute), dims, keepdim, kernels::sum, compute);
  if (reduced_count(input, dims) == 0) raw::fill(result, 0);
  return raw::cast(result, out);
}

void sum_vjp(VjpCtx& c) {
  c.grad_in(0, expand_reduced(c.grad(), c.in_sizes(0), c.arg(1), c.arg(2).to_bool()));
}

// Sums over the dimensions by which `size` is smaller: the inverse of broadcasting.
Tensor sum_to_size_body(const Tensor& input, IntSpan size) {
  if (same(input.sizes(), size)) return input;
  check(same(broadcast_sizes(input.sizes(), size), input.sizes()), "size {", size,
        "} is not expandable to size {", input.sizes(), "}.");
  Dims dims;
  size_t lead = input.sizes().size() - size.size();
  for (size_t d = 0; d < input.sizes().size(); ++d) {
    if (d < lead || (size[d - lead] == 1 && input.sizes()[d] != 1)) dims.push_back(static_cast<int64_t>(d));
  }
  Tensor out = sum(input, IntSpan(dims), true);
  return lead ? view(out, size) : out;
}

constexpr OpDef kOps[] = {
    {.schema = "sum(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None) -> Tensor",
     .cpu = kernel<sum_cpu>(),
     .vjp = sum_vjp,
     .traits = Reduction | Method | Out,
     .doc = R"(Returns the sum over all elements, or over the dimensions dim. Integers and bools give int64.

Args:
    dim: a dimension or several; default all.
    keepdim: keep reduced dimensions with size 1.
    dtype: cast to it before summing.

Example:
    >>> tenon.sum(tenon.tensor([[1.0, 2.0], [3.0, 4.0]]), 0)
    tensor([4., 6.])
)"},
    {.schema = "sum_to_size(Tensor input, int[] size) -> Tensor",
     .body = kernel<sum_to_size_body>(),
     .traits = VarInts,
     .paths = "Tensor.sum_to_size",
     .doc = R"(Sums this tensor to a size that broadcasts to its own.

Example:
    >>> tenon.ones(2, 3).sum_to_size(1, 3)
    tensor([[2., 2., 2.]])
)"},
};

}  // namespace
void register_reduce(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
