// Sorting and selecting along a dimension.
#include "core/kernels/sort.h"

#include <limits>

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/compare.h"
#include "core/api/reduce.h"
#include "core/api/sort.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/iter/pointwise.h"
#include "core/ops/layouts.h"
#include "core/ops/lines.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/outs.h"

namespace tenon::ops {
namespace {

using Pair = std::tuple<Tensor, Tensor>;

Pair empty_pair(const Tensor& input, IntSpan sizes) {
  return {new_tensor(sizes, input.dtype(), input.device()),
          new_tensor(sizes, DType::I64, input.device())};
}

Pair sort_stable_cpu(const Tensor& input, std::optional<bool> stable, int64_t dim,
                     bool descending) {
  dim = wrap_dim(dim, input.dim());
  const MemoryOrder memory(input);
  const Tensor view = memory.to_order(input);
  auto [values, indices] = empty_pair(input, view.sizes());
  if (!input.is_meta() && input.numel() > 0) {
    Tensor in = raw::contiguous(view);
    dim = input.dim() ? memory.position(dim) : 0;
    // PyTorch sorts these by digits, which is stable.
    const bool digits =
        in.dim() == 1 && in.numel() >= 32768 && is_integral(in.dtype()) && !descending;
    kernels::sort(in.dtype(), lines_of(in.sizes(), dim), in.raw(), descending,
                  stable.value_or(false) || digits, values.raw(), indices.data<int64_t>());
  }
  return {memory.from_order(values), memory.from_order(indices)};
}
void sort_vjp(VjpCtx& c) {
  c.grad_in(0, picked_grad(c.grad(), c.in_sizes(0), c.arg(2).to_int(), c.out(1), true));
}
Pair sort_body(const Tensor& input, int64_t dim, bool descending) {
  return sort_stable(input, false, dim, descending);
}
Tensor argsort_body(const Tensor& input, int64_t dim, bool descending, bool stable) {
  return std::get<1>(sort_stable(input, stable, dim, descending));
}
Tensor msort_body(const Tensor& input) { return std::get<0>(sort_stable(input, true, 0, false)); }

Pair topk_cpu(const Tensor& input, int64_t k, int64_t dim, bool largest, bool sorted) {
  dim = wrap_dim(dim, input.dim());
  kernels::Lines lines = lines_of(input.sizes(), dim);
  check(k >= 0 && k <= lines.n, "selected index k out of range");
  Dims sizes(input.sizes());
  if (!sizes.empty()) sizes[dim] = k;
  Pair out = empty_pair(input, sizes);
  if (input.is_meta() || std::get<0>(out).numel() == 0) return out;
  Tensor in = raw::contiguous(input);
  kernels::smallest(in.dtype(), lines, in.raw(), k, largest, sorted, std::get<0>(out).raw(),
                    std::get<1>(out).data<int64_t>());
  return out;
}
void topk_vjp(VjpCtx& c) {
  c.grad_in(0, picked_grad(c.grad(), c.in_sizes(0), c.arg(2).to_int(), c.out(1), true));
}

// Ops that pick one element per line.
template <class F>
Pair one_per_line(const char* op, const Tensor& input, int64_t dim, bool keepdim, F pick) {
  dim = wrap_dim(dim, input.dim());
  check_not_empty(op, input, dim);
  Pair out = empty_pair(input, sizes_without(input.sizes(), dim, keepdim));
  if (input.is_meta() || input.numel() == 0) return out;
  Tensor in = raw::contiguous(input);
  pick(lines_of(in.sizes(), dim), in, std::get<0>(out).raw(),
       std::get<1>(out).template data<int64_t>());
  return out;
}

Pair kthvalue_cpu(const Tensor& input, int64_t k, int64_t dim, bool keepdim) {
  int64_t wrapped = wrap_dim(dim, input.dim()), n = lines_of(input.sizes(), wrapped).n;
  check(k >= 1 && k <= n, "kthvalue(): selected number k out of range for dimension ", wrapped);
  return one_per_line(
      "kthvalue", input, dim, keepdim,
      [&](const kernels::Lines& lines, const Tensor& in, void* values, int64_t* at) {
        kernels::kth(in.dtype(), lines, in.raw(), k, values, at);
      });
}
void kthvalue_vjp(VjpCtx& c) {
  c.grad_in(0,
            picked_grad(c.grad(), c.in_sizes(0), c.arg(2).to_int(), c.out(1), c.arg(3).to_bool()));
}

template <bool kSkipNan>
Pair median_dim_cpu(const Tensor& input, int64_t dim, bool keepdim) {
  return one_per_line(
      kSkipNan ? "nanmedian" : "median", input, dim, keepdim,
      [&](const kernels::Lines& lines, const Tensor& in, void* values, int64_t* at) {
        kernels::median(in.dtype(), lines, in.raw(), kSkipNan, values, at);
      });
}
Pair mode_cpu(const Tensor& input, int64_t dim, bool keepdim) {
  return one_per_line("mode", input, dim, keepdim,
                      [&](const kernels::Lines& lines, const Tensor& in, void* values,
                          int64_t* at) { kernels::mode(in.dtype(), lines, in.raw(), values, at); });
}
void one_per_line_vjp(VjpCtx& c) {
  c.grad_in(0,
            picked_grad(c.grad(), c.in_sizes(0), c.arg(1).to_int(), c.out(1), c.arg(2).to_bool()));
}

template <bool kSkipNan>
Tensor median_cpu(const Tensor& input) {
  Tensor out = new_tensor({}, input.dtype(), input.device());
  if (input.is_meta()) return out;
  Tensor in = raw::contiguous(input);
  int64_t position;
  if (in.numel() == 0) {
    raw::fill(out, std::numeric_limits<double>::quiet_NaN());
  } else {
    kernels::median(in.dtype(), {1, in.numel(), 1}, in.raw(), kSkipNan, out.raw(), &position);
  }
  return out;
}
// Equal elements share the gradient.
void median_vjp(VjpCtx& c) {
  Tensor x = c.in(0), m = c.out();
  Tensor chosen = to(logical_or(eq(x, m), logical_and(isnan(x), isnan(m))), c.grad().dtype());
  c.grad_in(0, mul(chosen, div(c.grad(), sum(chosen))));
}

constexpr OpDef kOps[] = {
    {.schema =
         "sort(Tensor input, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)",
     .body = kernel<sort_body>(),
     .traits = Method | Out | OutExact,
     .doc =
         R"(Returns the elements in order along dim, and their positions; NaN is the largest. Equal elements stand
in any order, which is PyTorch's; sort(stable=True) keeps theirs.

Example:
    >>> tenon.sort(tenon.tensor([3, 1, 2])).values
    tensor([1, 2, 3])
)"},
    {.schema = "sort.stable(Tensor input, *, bool? stable, int dim=-1, bool descending=False) -> "
               "(Tensor values, Tensor indices)",
     .cpu = kernel<sort_stable_cpu>(),
     .vjp = sort_vjp,
     .saves = "indices",
     .traits = Method | Out | OutExact,
     .doc =
         R"(Returns the elements in order along dim, and their positions. With stable, equal elements keep their order.

Example:
    >>> tenon.sort(tenon.tensor([1, 0, 1]), stable=True, descending=True).indices
    tensor([0, 2, 1])
)"},
    {.schema =
         "argsort(Tensor input, int dim=-1, bool descending=False, bool stable=False) -> Tensor",
     .body = kernel<argsort_body>(),
     .traits = Method,
     .doc = R"(Returns the positions that sort input along dim.

Example:
    >>> tenon.argsort(tenon.tensor([3, 1, 2]))
    tensor([1, 2, 0])
)"},
    {.schema = "msort(Tensor input) -> Tensor",
     .body = kernel<msort_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the elements in order along dimension 0.

Example:
    >>> tenon.msort(tenon.tensor([3, 1, 2]))
    tensor([1, 2, 3])
)"},
    {.schema = "topk(Tensor input, int k, int dim=-1, bool largest=True, bool sorted=True) -> "
               "(Tensor values, Tensor indices)",
     .cpu = kernel<topk_cpu>(),
     .vjp = topk_vjp,
     .saves = "indices",
     .traits = Method | Out | OutApart | OutExact,
     .doc =
         R"(Returns the k largest (or smallest) elements along dim in order, and their positions; of equal ones, the first.

Example:
    >>> tenon.topk(tenon.tensor([1, 4, 3]), 2).values
    tensor([4, 3])
)"},
    {.schema = "kthvalue(Tensor input, int k, int dim=-1, bool keepdim=False) -> (Tensor values, "
               "Tensor indices)",
     .cpu = kernel<kthvalue_cpu>(),
     .vjp = kthvalue_vjp,
     .saves = "indices",
     .traits = Reduction | Method | Out | OutApart | OutExact,
     .doc = R"(Returns the k-th smallest element along dim, and its position.

Example:
    >>> tenon.kthvalue(tenon.tensor([1, 4, 3]), 2).values
    tensor(3)
)"},
    {.schema = "median(Tensor input) -> Tensor",
     .cpu = kernel<median_cpu<false>>(),
     .vjp = median_vjp,
     .saves = "input, out",
     .traits = Reduction | Method,
     .doc = R"(Returns the median; of two middle elements the lower. NaN if there is one.

Example:
    >>> tenon.median(tenon.tensor([4, 1, 3]))
    tensor(3)
)"},
    {.schema =
         "median.dim(Tensor input, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
     .cpu = kernel<median_dim_cpu<false>>(),
     .vjp = one_per_line_vjp,
     .saves = "indices",
     .traits = Reduction | Method | Out | OutExact,
     .doc = R"(Returns the medians along dim, and their positions.

Example:
    >>> tenon.median(tenon.tensor([[4, 1, 3]]), 1).values
    tensor([3])
)"},
    {.schema = "nanmedian(Tensor input) -> Tensor",
     .cpu = kernel<median_cpu<true>>(),
     .vjp = median_vjp,
     .saves = "input, out",
     .traits = Reduction | Method,
     .doc = R"(Returns the median of the elements that are not NaN.

Example:
    >>> tenon.nanmedian(tenon.tensor([4.0, float('nan'), 3.0]))
    tensor(3.)
)"},
    {.schema = "nanmedian.dim(Tensor input, int dim, bool keepdim=False) -> (Tensor values, Tensor "
               "indices)",
     .cpu = kernel<median_dim_cpu<true>>(),
     .vjp = one_per_line_vjp,
     .saves = "indices",
     .traits = Reduction | Method | Out | OutExact,
     .doc = R"(Returns the medians along dim of the elements that are not NaN, and their positions.

Example:
    >>> tenon.nanmedian(tenon.tensor([[4.0, float('nan'), 3.0]]), 1).values
    tensor([3.])
)"},
    {.schema =
         "mode(Tensor input, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)",
     .cpu = kernel<mode_cpu>(),
     .vjp = one_per_line_vjp,
     .saves = "indices",
     .traits = Reduction | Method | Out | OutApart | OutExact,
     .doc =
         R"(Returns the most frequent elements along dim (the smallest of them), and their last positions.

Example:
    >>> tenon.mode(tenon.tensor([2, 1, 2])).values
    tensor(2)
)"},
};

}  // namespace
void register_sort(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
