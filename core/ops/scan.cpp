// Running sums, products and extremes along a dimension; differences of neighbours.
#include "core/kernels/scan.h"

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/compare.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/flips.h"
#include "core/api/join.h"
#include "core/api/reduce.h"
#include "core/api/scan.h"
#include "core/api/scatter.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/lines.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

using OptDType = std::optional<DType>;
using Pair = std::tuple<Tensor, Tensor>;

Tensor scanned(kernels::Scan what, const Tensor& input, int64_t dim, DType t) {
  TensorImpl* target = take_out_hint();
  dim = wrap_dim(dim, input.dim());
  bool in_place = target && target->dtype == t && (target->flags & TensorImpl::kContiguous) &&
                  same(target->sizes, input.sizes());
  Tensor in = raw::contiguous(raw::cast(input, t));
  Tensor out = in_place ? Tensor::share(target) : new_tensor(input.sizes(), t, input.device());
  if (!out.is_meta() && out.numel())
    kernels::scan(what, t, lines_of(in.sizes(), dim), in.raw(), out.raw());
  return out;
}

// Integers are summed as int64, unless in place.
DType total_dtype(const Tensor& input, OptDType dtype) {
  if (dtype) return *dtype;
  if (is_integral(input.dtype(), true) && mode().out_hint != input.impl()) return DType::I64;
  return input.dtype();
}

Tensor cumsum_cpu(const Tensor& input, int64_t dim, OptDType dtype) {
  return scanned(kernels::Scan::Sum, input, dim, total_dtype(input, dtype));
}
Tensor reversed_cumsum(const Tensor& x, int64_t dim) {
  const int64_t dims[] = {dim};
  return x.dim() == 0 ? x : flip(cumsum(flip(x, dims), dim), dims);
}
void cumsum_vjp(VjpCtx& c) { c.grad_in(0, reversed_cumsum(c.grad(), c.arg(1).to_int())); }

Tensor cumprod_cpu(const Tensor& input, int64_t dim, OptDType dtype) {
  return scanned(kernels::Scan::Product, input, dim, total_dtype(input, dtype));
}

// With zeros in the input no product may be divided by a factor: for each k the products without
// factor k are formed.
Tensor cumprod_grad_slow(const Tensor& grad, const Tensor& input, int64_t dim) {
  std::vector<Tensor> parts;
  int64_t n = input.size(dim);
  for (int64_t k = 0; k < n; ++k) {
    Tensor before =
        k ? prod(narrow(input, dim, 0, k), dim, true) : ones_like(narrow(input, dim, 0, 1));
    Tensor omitted = before;
    if (k + 1 < n)
      omitted =
          cat(std::vector<Tensor>{before,
                                  mul(before, cumprod(narrow(input, dim, k + 1, n - k - 1), dim))},
              dim);
    parts.push_back(sum(mul(narrow(grad, dim, k, n - k), omitted), IntSpan(&dim, 1), true));
  }
  return cat(parts, dim);
}
void cumprod_vjp(VjpCtx& c) {
  int64_t dim = c.arg(1).to_int();
  Tensor x = conjugate(c.in(0)), out = conjugate(c.out());
  if (x.dtype() != out.dtype()) x = to(x, out.dtype());
  if (x.dim() == 0 || x.numel() == 0) return c.grad_in(0, c.grad());
  bool zeros_in =
      !x.is_meta() && load_scalar(raw::contiguous(any(eq(x, 0))).raw(), DType::Bool).to_bool();
  c.grad_in(0, zeros_in ? cumprod_grad_slow(c.grad(), x, dim)
                        : div(reversed_cumsum(mul(out, c.grad()), dim), x));
}

Tensor logcumsumexp_cpu(const Tensor& input, int64_t dim) {
  check_implemented(!is_integral(input.dtype(), true),
                    "\"logcumsumexp_out_cpu\" not implemented for '", input.dtype(), "'");
  return scanned(kernels::Scan::LogSumExp, input, dim, input.dtype());
}
// Real gradients positive and negative apart, so that everything stays a logarithm.
void logcumsumexp_vjp(VjpCtx& c) {
  int64_t dim = c.arg(1).to_int();
  Tensor g = c.grad(), x = c.in(0), out = c.out();
  if (x.dim() == 0) return c.grad_in(0, g);
  const int64_t dims[] = {dim};
  auto weighted = [&](const Tensor& logs) {
    return exp(add(flip(logcumsumexp(flip(sub(logs, out), dims), dim), dims), x));
  };
  if (is_complex(x.dtype())) return c.grad_in(0, conjugate(weighted(log(conjugate(g)))));
  // Finite, so that the second gradient has no infinities to subtract.
  double lowest = g.dtype() == DType::F16 ? -65504.0 : g.dtype() == DType::F64 ? -1e300 : -3e38;
  auto part = [&](const Tensor& positive) {
    return weighted(where(gt(positive, 0), log(positive), Operand(lowest)));
  };
  c.grad_in(0, sub(part(g), part(neg(g))));
}

template <bool kMax>
Pair running_extreme_cpu(const Tensor& input, int64_t dim) {
  dim = wrap_dim(dim, input.dim());
  Tensor values = new_tensor(input.sizes(), input.dtype(), input.device()),
         positions = new_tensor(input.sizes(), DType::I64, input.device());
  if (values.is_meta() || values.numel() == 0) return {values, positions};
  Tensor in = raw::contiguous(input);
  kernels::scan_extreme(kMax, in.dtype(), lines_of(in.sizes(), dim), in.raw(), values.raw(),
                        positions.data<int64_t>());
  return {values, positions};
}
void running_extreme_vjp(VjpCtx& c) {
  Tensor g = zeros(c.in_sizes(0), c.grad().dtype(), std::nullopt, c.grad().device());
  c.grad_in(0, scatter_add_(g, c.arg(1).to_int(), c.out(1), c.grad()));
}

Tensor diff_body(const Tensor& input, int64_t n, int64_t dim, const Tensor& prepend,
                 const Tensor& append) {
  check(input.dim() > 0, "diff expects input to be at least one-dimensional");
  check(n >= 0, "order must be non-negative but got ", n);
  dim = wrap_dim(dim, input.dim());
  if (n == 0) return clone(input);
  std::vector<Tensor> parts;
  if (prepend.defined()) parts.push_back(prepend);
  parts.push_back(input);
  if (append.defined()) parts.push_back(append);
  Tensor x = parts.size() > 1 ? cat(parts, dim) : input;
  if (n >= x.sizes()[dim]) return slice(x, dim, 0, 0);
  for (int64_t i = 0; i < n; ++i) {
    int64_t size = x.sizes()[dim];
    Tensor high = slice(x, dim, 1, size), low = slice(x, dim, 0, size - 1);
    x = x.dtype() == DType::Bool ? logical_xor(high, low) : sub(high, low);
  }
  return x;
}

constexpr OpDef kOps[] = {
    {.schema = "cumsum(Tensor input, int dim, *, dtype? dtype=None) -> Tensor",
     .cpu = kernel<cumsum_cpu>(),
     .vjp = cumsum_vjp,
     .traits = Method | InPlace | Out,
     .doc = R"(Returns the running sums along dim.

Example:
    >>> tenon.cumsum(tenon.tensor([1, 2, 3]), 0)
    tensor([1, 3, 6])
)"},
    {.schema = "cumprod(Tensor input, int dim, *, dtype? dtype=None) -> Tensor",
     .cpu = kernel<cumprod_cpu>(),
     .vjp = cumprod_vjp,
     .saves = "input, out",
     .traits = Method | InPlace | Out,
     .doc = R"(Returns the running products along dim.

Example:
    >>> tenon.cumprod(tenon.tensor([1, 2, 3]), 0)
    tensor([1, 2, 6])
)"},
    {.schema = "logcumsumexp(Tensor input, int dim) -> Tensor",
     .cpu = kernel<logcumsumexp_cpu>(),
     .vjp = logcumsumexp_vjp,
     .saves = "input, out",
     .traits = Method | Out,
     .doc = R"(Returns the logarithms of the running sums of exp(input) along dim.

Example:
    >>> tenon.logcumsumexp(tenon.tensor([0.0, 0.0]), 0)
    tensor([0.0000, 0.6931])
)"},
    {.schema = "cummax(Tensor input, int dim) -> (Tensor values, Tensor indices)",
     .cpu = kernel<running_extreme_cpu<true>>(),
     .vjp = running_extreme_vjp,
     .saves = "indices",
     .traits = Method | Out,
     .doc = R"(Returns the largest element so far along dim, and its position.

Example:
    >>> tenon.cummax(tenon.tensor([1, 3, 2]), 0).values
    tensor([1, 3, 3])
)"},
    {.schema = "cummin(Tensor input, int dim) -> (Tensor values, Tensor indices)",
     .cpu = kernel<running_extreme_cpu<false>>(),
     .vjp = running_extreme_vjp,
     .saves = "indices",
     .traits = Method | Out,
     .doc = R"(Returns the smallest element so far along dim, and its position.

Example:
    >>> tenon.cummin(tenon.tensor([2, 1, 3]), 0).values
    tensor([2, 1, 1])
)"},
    {.schema = "diff(Tensor input, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) "
               "-> Tensor",
     .body = kernel<diff_body>(),
     .traits = Method | Out,
     .doc = R"(Returns the n-th differences of neighbours along dim.

Example:
    >>> tenon.diff(tenon.tensor([1, 3, 2]))
    tensor([ 2, -1])
)"},
};

}  // namespace
void register_scan(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
