// Largest and smallest elements, with their positions.
#include "core/api/extremes.h"

#include <algorithm>

#include "core/api/binary.h"
#include "core/api/reduce.h"
#include "core/api/view.h"
#include "core/iter/pointwise.h"
#include "core/kernels/arg.h"
#include "core/ops/lines.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

using Pair = std::tuple<Tensor, Tensor>;
constexpr int64_t kGrain = 1 << 14;

Pair extreme(const Tensor& input, int64_t dim, bool keepdim, bool max) {
  Dims sizes = sizes_without(input.sizes(), dim, keepdim);
  Tensor values = new_tensor(sizes, input.dtype(), input.device()),
         positions = new_tensor(sizes, DType::I64, input.device());
  kernels::ArgLoop loop = kernels::arg_loop(input.dtype(), max);
  check_implemented(loop, max ? "max" : "min", "(): not implemented for ", input.dtype());
  if (values.is_meta()) return {values, positions};
  Tensor in = raw::contiguous(input);
  kernels::Lines lines = lines_of(in.sizes(), dim);
  parallel_for(0, lines.count(), std::max<int64_t>(1, kGrain / lines.n),
               [&](int64_t begin, int64_t end) {
                 loop(in.raw(), lines, begin, end, values.raw(), positions.data<int64_t>());
               });
  return {values, positions};
}

template <bool kMax>
Pair extreme_dim_cpu(const Tensor& input, int64_t dim, bool keepdim) {
  dim = wrap_dim(dim, input.dim());
  check_not_empty(kMax ? "max" : "min", input, dim);
  return extreme(input, dim, keepdim, kMax);
}
void extreme_dim_vjp(VjpCtx& c) {
  c.grad_in(0,
            picked_grad(c.grad(), c.in_sizes(0), c.arg(1).to_int(), c.out(1), c.arg(2).to_bool()));
}

Tensor max_body(const Tensor& input) {
  check(input.numel() > 0,
        "max(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
        "reduction dim with the 'dim' argument.");
  return amax(input);
}
Tensor min_body(const Tensor& input) {
  check(input.numel() > 0,
        "min(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
        "reduction dim with the 'dim' argument.");
  return amin(input);
}
Tensor max_other_body(const Tensor& input, const Tensor& other) { return maximum(input, other); }
Tensor min_other_body(const Tensor& input, const Tensor& other) { return minimum(input, other); }

template <bool kMax>
Tensor position_cpu(const Tensor& input, std::optional<int64_t> dim, bool keepdim) {
  const char* op = kMax ? "argmax" : "argmin";
  check(input.dtype() != DType::Bool, op, "(): does not support bool input");
  if (dim) {
    int64_t d = wrap_dim(*dim, input.dim());
    check_not_empty(op, input, d);
    return std::get<1>(extreme(input, d, keepdim, kMax));
  }
  check_index(input.numel() > 0, op,
              "(): Expected reduction dim to be specified for input.numel() == 0.");
  Tensor line = raw::contiguous(input);
  int64_t n = line.numel();
  line = make_view(line, IntSpan(&n, 1), Ints<1>::span, line.offset());
  Tensor at = std::get<1>(extreme(line, 0, false, kMax));
  Dims sizes(keepdim ? input.sizes().size() : 0, 1);
  return make_view(at, sizes, sizes, at.offset());
}

Pair aminmax_body(const Tensor& input, std::optional<int64_t> dim, bool keepdim) {
  check(input.numel() > 0 || dim,
        "aminmax(): cannot compute aminmax over an empty dimension as the operation has no "
        "identity.");
  if (!dim) return {amin(input, std::nullopt, keepdim), amax(input, std::nullopt, keepdim)};
  return {amin(input, IntSpan(&*dim, 1), keepdim), amax(input, IntSpan(&*dim, 1), keepdim)};
}

// `other` stands before `dim`: a 0-d tensor of integers is a tensor, not a dimension.
constexpr OpDef kOps[] = {
    {.schema = "max(Tensor input) -> Tensor",
     .body = kernel<max_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the largest element; NaN if there is one.

Example:
    >>> tenon.max(tenon.tensor([1, 3, 2]))
    tensor(3)
)"},
    {.schema = "max.other(Tensor input, Tensor other) -> Tensor",
     .body = kernel<max_other_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the larger one of two elements each, as maximum.

Example:
    >>> tenon.max(tenon.tensor([1, 3]), tenon.tensor([2, 2]))
    tensor([2, 3])
)"},
    {.schema =
         "max.dim(Tensor input, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
     .cpu = kernel<extreme_dim_cpu<true>>(),
     .vjp = extreme_dim_vjp,
     .saves = "indices",
     .traits = Reduction | Method | Out | OutExact,
     .doc =
         R"(Returns the largest elements along dim and their positions (of equal ones, the first).

Example:
    >>> tenon.max(tenon.tensor([[1, 3], [4, 2]]), 1).indices
    tensor([1, 0])
)"},
    {.schema = "min(Tensor input) -> Tensor",
     .body = kernel<min_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the smallest element; NaN if there is one.

Example:
    >>> tenon.min(tenon.tensor([3, 1, 2]))
    tensor(1)
)"},
    {.schema = "min.other(Tensor input, Tensor other) -> Tensor",
     .body = kernel<min_other_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the smaller one of two elements each, as minimum.

Example:
    >>> tenon.min(tenon.tensor([1, 3]), tenon.tensor([2, 2]))
    tensor([1, 2])
)"},
    {.schema =
         "min.dim(Tensor input, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
     .cpu = kernel<extreme_dim_cpu<false>>(),
     .vjp = extreme_dim_vjp,
     .saves = "indices",
     .traits = Reduction | Method | Out | OutExact,
     .doc =
         R"(Returns the smallest elements along dim and their positions (of equal ones, the first).

Example:
    >>> tenon.min(tenon.tensor([[1, 3], [4, 2]]), 1).indices
    tensor([0, 1])
)"},
    {.schema = "argmax(Tensor input, int? dim=None, bool keepdim=False) -> Tensor",
     .cpu = kernel<position_cpu<true>>(),
     .vjp = no_grad("gives positions"),
     .traits = Reduction | Method | Out | OutExact,
     .doc =
         R"(Returns the position of the largest element along dim; without dim, in the flattened input.

Example:
    >>> tenon.argmax(tenon.tensor([[1, 3], [4, 2]]), dim=1)
    tensor([1, 0])
)"},
    {.schema = "argmin(Tensor input, int? dim=None, bool keepdim=False) -> Tensor",
     .cpu = kernel<position_cpu<false>>(),
     .vjp = no_grad("gives positions"),
     .traits = Reduction | Method | Out | OutExact,
     .doc =
         R"(Returns the position of the smallest element along dim; without dim, in the flattened input.

Example:
    >>> tenon.argmin(tenon.tensor([[1, 3], [4, 2]]), dim=1)
    tensor([0, 1])
)"},
    {.schema =
         "aminmax(Tensor input, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)",
     .body = kernel<aminmax_body>(),
     .traits = Reduction | Method | Out | OutExact,
     .doc = R"(Returns the smallest and the largest elements, of all or along dim.

Example:
    >>> tenon.aminmax(tenon.tensor([1, 3, 2])).max
    tensor(3)
)"},
};

}  // namespace
void register_extremes(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
