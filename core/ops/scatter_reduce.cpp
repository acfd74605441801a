// scatter_reduce: sums, products, means and extremes of the elements that fall on one position.
#include "core/api/scatter_reduce.h"

#include <limits>

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/compare.h"
#include "core/api/create.h"
#include "core/api/masked.h"
#include "core/api/scatter.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/indexing.h"
#include "core/ops/scattering.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using kernels::Combine;
using OptStr = std::optional<std::string_view>;

// The value that does not change a maximum (minimum) of a dtype.
Scalar least(DType t, bool highest) {
  if (is_floating(t))
    return highest ? std::numeric_limits<double>::infinity()
                   : -std::numeric_limits<double>::infinity();
  if (t == DType::Bool) return highest;
  auto of = [&]<class T>(T) {
    return static_cast<int64_t>(highest ? std::numeric_limits<T>::max()
                                        : std::numeric_limits<T>::min());
  };
  switch (t) {
    case DType::U8:
      return of(uint8_t{});
    case DType::I8:
      return of(int8_t{});
    case DType::I16:
      return of(int16_t{});
    case DType::I32:
      return of(int32_t{});
    default:
      return of(int64_t{});
  }
}

Tensor counts(const Tensor& like, int64_t dim, const Tensor& index, bool include_self) {
  Tensor n = include_self ? ones_like(like) : zeros_like(like);
  n = scatter_add_(n, dim, index, ones_like(index, like.dtype()));
  return masked_fill_(n, eq(n, 0), Operand(1));
}

Tensor scatter_reduce_cpu(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src,
                          std::string_view reduce, bool include_self) {
  bool sum = reduce == "sum", mean = reduce == "mean", prod = reduce == "prod",
       high = reduce == "amax", low = reduce == "amin";
  check(sum || mean || prod || high || low,
        "reduce argument must be either sum, prod, mean, amax or amin, got ", reduce);
  dim = wrap_dim(dim, input.dim());
  check_scatter("scatter", input, dim, index, src);
  Tensor out = write_target(input, true);
  if (out.is_meta()) return out;
  Tensor rows = apart_from(src, out);
  if (!include_self) {
    Tensor start = new_tensor({}, out.dtype());
    raw::fill(start, prod ? Scalar(1) : high || low ? least(input.dtype(), low) : Scalar(0));
    run_scatter(out, dim, index, start, Combine::Set);
  }
  run_scatter(out, dim, index, rows,
              prod   ? Combine::Multiply
              : high ? Combine::Max
              : low  ? Combine::Min
                     : Combine::Add);
  if (mean) {
    OptStr rounding = is_integral(out.dtype()) ? OptStr("floor") : OptStr();
    raw::copy(out, div(out, counts(out, dim, index, include_self), rounding));
  }
  return out;
}

// A product's gradient per factor, without dividing by a factor that is zero.
Tensor product_grad(VjpCtx& c, int64_t dim, const Tensor& index, const Tensor& src,
                    bool include_self) {
  Tensor is_zero = eq(src, 0);
  Tensor zeros_there =
      gather(scatter_add(zeros_like(c.in(0)), dim, index, to(is_zero, src.dtype())), dim, index);
  Tensor only_zero = logical_and(is_zero, eq(zeros_there, 1));
  Tensor others = scatter_reduce(include_self ? c.in(0) : ones_like(c.in(0)), dim, index,
                                 masked_fill(src, only_zero, Operand(1)), "prod", include_self);
  return where(
      only_zero, gather(mul(c.grad(), others), dim, index),
      div(gather(mul(c.grad(), c.out()), dim, index), masked_fill(src, is_zero, Operand(1))));
}

void scatter_reduce_vjp(VjpCtx& c) {
  int64_t dim = c.arg(1).to_int();
  std::string_view reduce = c.arg(4).to_str();
  bool include_self = c.arg(5).to_bool();
  Tensor index = c.in(2), g = c.grad(), to_self = g, to_src;
  if (reduce == "mean") {
    to_self = g = div(g, counts(g, dim, index, include_self));
  } else if (reduce == "prod") {
    Tensor safe = masked_fill(c.in(0), eq(c.in(0), 0), Operand(1));
    to_self = div(mul(g, scatter_reduce(safe, dim, index, c.in(3), "prod", include_self)), safe);
    if (c.needs(3)) to_src = product_grad(c, dim, index, c.in(3), include_self);
  } else if (reduce != "sum") {
    Tensor self_is = to(eq(c.in(0), c.out()), g.dtype());
    Tensor src_is = to(eq(c.in(3), gather(c.out(), dim, index)), g.dtype());
    Tensor shared = div(g, scatter_add(self_is, dim, index, src_is));
    to_self = mul(self_is, shared);
    to_src = mul(src_is, gather(shared, dim, index));
  }
  if (c.needs(0)) c.grad_in(0, include_self ? to_self : scatter(to_self, dim, index, Operand(0)));
  if (c.needs(3)) c.grad_in(3, to_src.defined() ? to_src : gather(g, dim, index));
}

constexpr OpDef kOps[] = {
    {.schema = "scatter_reduce(Tensor input, int dim, Tensor index, Tensor src, str reduce, *, "
               "bool include_self=True) -> Tensor",
     .cpu = kernel<scatter_reduce_cpu>(),
     .vjp = scatter_reduce_vjp,
     .saves = "input, index, src, out",
     .traits = Method | InPlace | Out,
     .doc =
         R"(Returns input with the elements of src reduced into the positions along dim that index names.

Args:
    reduce: 'sum', 'prod', 'mean', 'amax' or 'amin'.
    include_self: whether input's own elements take part.

Example:
    >>> tenon.scatter_reduce(tenon.zeros(2), 0, tenon.tensor([1, 1]), tenon.tensor([5.0, 6.0]), reduce='amax')
    tensor([0., 6.])
)"},
};

}  // namespace
void register_scatter_reduce(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
