// Reductions: sum, mean, prod, var, norm, any, all, extremes without positions.
#include "core/api/reduce.h"

#include <cmath>
#include <limits>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/complex.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/linalg_norms.h"
#include "core/api/ranges.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/iter/reduce.h"
#include "core/ops/conjugate.h"
#include "core/ops/freedom.h"
#include "core/ops/reductions.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/outs.h"
#include "core/tensor/complex_view.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using OptInts = std::optional<IntSpan>;
using OptInt = std::optional<int64_t>;
using OptDType = std::optional<DType>;
using OptScalar = std::optional<Scalar>;

bool integral(DType t) { return is_integral(t, true); }

// Sums and products: integers are added up in int64, an empty set gives the start value.
Tensor accumulate(const Tensor& input, OptInts dim, bool keepdim, OptDType dtype,
                  const kernels::ReduceKernel& k, int start) {
  DType out = dtype.value_or(integral(input.dtype()) ? DType::I64 : input.dtype());
  DType compute = integral(out) ? DType::I64 : out;
  DimSet dims(dim, input.dim());
  Tensor result = reduce(raw::cast(input, compute), dims, keepdim, k, compute);
  if (reduced_count(input, dims) == 0) raw::fill(result, start);
  return raw::cast(result, out);
}

Tensor sum_cpu(const Tensor& input, OptInts dim, bool keepdim, OptDType dtype) {
  return accumulate(input, dim, keepdim, dtype, kernels::sum, 0);
}
void sum_vjp(VjpCtx& c) {
  c.grad_in(0, expand_reduced(c.grad(), c.in_sizes(0), c.arg(1), c.arg(2).to_bool()));
}

// Sums over the dimensions by which `size` is smaller: the inverse of broadcasting.
Tensor sum_to_size_body(const Tensor& input, IntSpan size) {
  check(size.size() <= input.sizes().size() &&
            same(broadcast_sizes(input.sizes(), size), input.sizes()),
        "size {", size, "} is not expandable to size {", input.sizes(), "}.");
  Dims dims;
  size_t lead = input.sizes().size() - size.size();
  for (size_t d = 0; d < input.sizes().size(); ++d) {
    if (d < lead || (size[d - lead] == 1 && input.sizes()[d] != 1))
      dims.push_back(static_cast<int64_t>(d));
  }
  if (size.empty()) return sum(input);  // integers widen to int64 here, and only here without need
  Tensor out = dims.empty() ? input : sum(input, IntSpan(dims), true);
  return lead ? view(out, size) : out;
}

void check_mean_dtype(const Tensor& input, OptDType dtype, std::string_view op) {
  DType t = dtype.value_or(input.dtype());
  check(is_floating(t) || is_complex(t), op, "(): could not infer output dtype. ",
        dtype ? "Optional" : "Input",
        " dtype must be either a floating point or complex dtype. Got: ", t);
}

Tensor mean_body(const Tensor& input, OptInts dim, bool keepdim, OptDType dtype) {
  check_mean_dtype(input, dtype, "mean");
  int64_t n = reduced_count(input, DimSet(dim, input.dim()));
  return div(sum(input, dim, keepdim, dtype), n);
}

Tensor nansum_body(const Tensor& input, OptInts dim, bool keepdim, OptDType dtype) {
  if (integral(input.dtype())) return sum(input, dim, keepdim, dtype);
  check(!is_complex(input.dtype()), "nansum on CPU does not support complex inputs");
  return sum(where(isnan(input), 0.0, input), dim, keepdim, dtype);
}
Tensor nanmean_body(const Tensor& input, OptInts dim, bool keepdim, OptDType dtype) {
  check_mean_dtype(input, std::nullopt, "nanmean");
  return div(nansum(input, dim, keepdim, dtype), sum(logical_not(isnan(input)), dim, keepdim));
}

Tensor prod_cpu(const Tensor& input, OptInt dim, bool keepdim, OptDType dtype) {
  OptInts dims;
  if (dim) dims = IntSpan(&*dim, 1);
  return accumulate(input, dims, keepdim, dtype, kernels::prod, 1);
}
// The products of all others, written out so that they can be differentiated where elements are
// zero: n^2 work.
Tensor products_of_others(const Tensor& x, std::optional<int64_t> dim) {
  Tensor rows = dim ? transpose(x, *dim, -1) : reshape(x, Ints<-1>::span);
  int64_t n = rows.size(-1);
  Tensor others = where(eye(n, DType::Bool), 1.0, unsqueeze(rows, -2));
  Tensor rest = prod(others, -1);
  return dim ? transpose(rest, *dim, -1) : reshape(rest, x.sizes());
}

// d/dx_i is the product of the others: out / x_i, or, where an element is 0, taken over the rest.
void prod_vjp(VjpCtx& c) {
  Tensor x = c.in(0);
  Value dim = c.arg(1);
  OptInt axis;
  if (!dim.is_none() && x.dim() > 0) axis = dim.i;
  Tensor grad = restore_dims(c.grad(), x.sizes(), dim, c.arg(2).to_bool());
  Tensor zero = eq(x, 0);
  if (c.recording() && !x.is_meta() && x.numel() > 0 && *any(zero).data<bool>()) {
    return c.grad_in(0, mul(grad, conjugate(products_of_others(x, axis))));
  }
  OptInts dims;
  if (axis) dims = IntSpan(&*axis, 1);
  Tensor out = restore_dims(c.out(), x.sizes(), dim, c.arg(2).to_bool());
  Tensor zeros_here = sum(zero, dims, true);
  Tensor safe = where(zero, 1.0, x);
  // Without zeros: out / x. With one zero: only it has a gradient, the product of the others. With
  // more: none.
  Tensor at_zero =
      where(logical_and(zero, eq(zeros_here, 1)), prod(safe, axis, axis.has_value()), 0.0);
  c.grad_in(0, mul(grad, conjugate(where(eq(zeros_here, 0), div(out, safe), at_zero))));
}

template <const kernels::ReduceKernel& K>
Tensor extreme_cpu(const Tensor& input, OptInts dim, bool keepdim) {
  DimSet dims(dim, input.dim());
  bool named = dim && !dim->empty();
  check(input.numel() != 0 || named, K.name[1] == 'a' ? "amax" : "amin",
        "(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction "
        "dim with the 'dim' argument.");
  check_index(input.numel() != 0 || reduced_count(input, dims) != 0,
              K.name[1] == 'a' ? "amax" : "amin",
              "(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
              "reduction dim with the 'dim' argument.");
  return reduce(input, dims, keepdim, K, input.dtype());
}
// Equal extremes share the gradient evenly.
void extreme_vjp(VjpCtx& c) {
  Tensor x = c.in(0);
  bool keepdim = c.arg(2).to_bool();
  Tensor out = restore_dims(c.out(), x.sizes(), c.arg(1), keepdim),
         grad = restore_dims(c.grad(), x.sizes(), c.arg(1), keepdim);
  Tensor hit = eq(x, out);
  Value dim = c.arg(1);
  OptInts dims;
  if (dim.tag == TN_INTS && dim.aux) dims = dim.to_ints();
  c.grad_in(0, mul(hit, div(grad, sum(hit, dims, true))));
}

template <const kernels::ReduceKernel& K, bool kEmpty>
Tensor truth_cpu(const Tensor& input, OptInts dim, bool keepdim) {
  DType out = input.dtype() == DType::U8 ? DType::U8 : DType::Bool;  // PyTorch keeps uint8
  DimSet dims(dim, input.dim());
  Tensor result = reduce(input, dims, keepdim, K, DType::Bool);
  if (reduced_count(input, dims) == 0) raw::fill(result, kEmpty);
  return raw::cast(result, out);
}

Tensor count_nonzero_cpu(const Tensor& input, OptInts dim) {
  DimSet dims(dim, input.dim());
  Tensor result = reduce(input, dims, false, kernels::count_nonzero, DType::I64);
  if (reduced_count(input, dims) == 0) raw::fill(result, 0);
  return result;
}

double correction_of(OptScalar correction) { return correction ? correction->to_double() : 1.0; }

Tensor var_cpu(const Tensor& input, OptInts dim, bool keepdim, OptScalar correction) {
  check(is_floating(input.dtype()) || is_complex(input.dtype()),
        "std and var only support floating point and complex dtypes");
  double k = correction_of(correction);
  DimSet dims(dim, input.dim());
  Tensor result = reduce(input, dims, keepdim, kernels::variance, real_dtype(input.dtype()), &k);
  warn_of_freedom((result.numel() ? static_cast<double>(reduced_count(input, dims)) : 0) - k);
  if (reduced_count(input, dims) == 0) raw::fill(result, std::numeric_limits<double>::quiet_NaN());
  return result;
}
void var_vjp(VjpCtx& c) {
  Tensor x = c.in(0);
  Value dim = c.arg(1);
  OptInts dims;
  if (dim.tag == TN_INTS && dim.aux) dims = dim.to_ints();
  double n = static_cast<double>(reduced_count(x, DimSet(dims, x.dim())));
  double k = c.arg(3).is_none() ? 1.0 : c.arg(3).to_double();
  Tensor grad = restore_dims(c.grad(), x.sizes(), dim, c.arg(2).to_bool());
  c.grad_in(0, mul(mul(grad, 2.0 / std::max(n - k, 0.0)), sub(x, mean(x, dims, true))));
}
Tensor std_body(const Tensor& input, OptInts dim, bool keepdim, OptScalar correction) {
  PartOf part("std");
  return sqrt(var(input, dim, keepdim, correction));
}
std::tuple<Tensor, Tensor> var_mean_body(const Tensor& input, OptInts dim, bool keepdim,
                                         OptScalar correction) {
  PartOf part("var_mean");
  return {var(input, dim, keepdim, correction), mean(input, dim, keepdim)};
}
std::tuple<Tensor, Tensor> std_mean_body(const Tensor& input, OptInts dim, bool keepdim,
                                         OptScalar correction) {
  PartOf part("std_mean");
  return {std_fn(input, dim, keepdim, correction), mean(input, dim, keepdim)};
}

Tensor vector_norm_cpu(const Tensor& input, Scalar ord, OptInts dim, bool keepdim, OptDType dtype) {
  check(is_floating(input.dtype()) || is_complex(input.dtype()),
        "linalg.vector_norm: Expected a floating point or complex tensor as input. Got ",
        input.dtype());
  Tensor x = raw::cast(input, dtype.value_or(input.dtype()));
  double p = ord.to_double();
  DimSet dims(dim, x.dim());
  DType t = real_dtype(x.dtype());
  bool empty = reduced_count(x, dims) == 0;
  check(!empty || !(p < 0 || std::isinf(p)), "linalg.vector_norm cannot compute the ", p,
        " norm on an empty tensor because the operation does not have an identity");
  Tensor out;
  if (std::isinf(p)) {
    Operand a(x);
    Tensor sizes =
        pointwise({&a}, x.dtype(), t, is_complex(x.dtype()) ? kernels::complex_abs : kernels::abs);
    out = reduce(sizes, dims, keepdim, p > 0 ? kernels::max_value : kernels::min_value, t);
  } else if (p == 0) {
    out = raw::cast(reduce(x, dims, keepdim, kernels::count_nonzero, DType::I64), t);
  } else if (p == 1 || p == 2) {
    out = reduce(x, dims, keepdim, p == 1 ? kernels::norm1 : kernels::norm2, t);
  } else {
    out = reduce(x, dims, keepdim, kernels::norm_power, t, &p);
  }
  if (empty) raw::fill(out, 0);
  return out;
}
void vector_norm_vjp(VjpCtx& c) {
  Tensor x = c.in(0);
  double p = c.arg(1).to_double();
  bool keepdim = c.arg(3).to_bool();
  Tensor out = restore_dims(c.out(), x.sizes(), c.arg(2), keepdim),
         grad = restore_dims(c.grad(), x.sizes(), c.arg(2), keepdim);
  if (p == 0) return c.grad_in(0, zeros_like(x));
  if (p == 1) return c.grad_in(0, mul(grad, sgn(x)));
  if (p == 2) return c.grad_in(0, where(eq(out, 0), 0.0, mul(x, div(grad, out))));
  if (std::isinf(p)) {
    Tensor hit = eq(abs(x), out);
    Value dim = c.arg(2);
    OptInts dims;
    if (dim.tag == TN_INTS && dim.aux) dims = dim.to_ints();
    return c.grad_in(0, mul(mul(sgn(x), hit), div(grad, sum(hit, dims, true))));
  }
  if (p < 1) {
    Tensor scaled = where(eq(x, 0), 0.0, mul(sgn(x), pow(abs(x), p - 1)));
    return c.grad_in(0, mul(scaled, mul(grad, pow(out, 1 - p))));
  }
  Tensor scaled =
      p < 2 ? where(eq(x, 0), 0.0, mul(sgn(x), pow(abs(x), p - 1))) : mul(x, pow(abs(x), p - 2));
  // Where the norm is 0 so is `scaled`, and its derivative: nothing may be divided by that 0.
  Tensor safe = where(eq(out, 0), 1.0, out);
  c.grad_in(0, mul(scaled, div(grad, pow(safe, p - 1))));
}

// torch.norm: a vector norm over `dim`, the nuclear norm aside.
Tensor norm_body(const Tensor& input, const Value& p, OptInts dim, bool keepdim, OptDType dtype) {
  Scalar ord = 2.0;
  if (p.tag == TN_STR || p.tag == TN_STRING) {
    check(p.to_str() == "fro" || p.to_str() == "nuc", "norm(): p: got '", p.to_str(),
          "', expected a number, 'fro' or 'nuc'");
    if (p.to_str() == "nuc") {
      check(dim || input.dim() == 2, "norm(): p: 'nuc' is for matrices: got ", input.dim(),
            " dimensions, expected 2 or dim=.");
      return linalg_matrix_norm(input, p, dim ? *dim : Ints<0, 1>::span, keepdim, dtype);
    }
  } else if (!p.is_none()) {
    ord = p.to_scalar();
  }
  return vector_norm(input, ord, dim, keepdim, dtype);
}

Tensor logsumexp_body(const Tensor& input, IntSpan dim, bool keepdim) {
  Tensor x = integral(input.dtype()) ? to_copy(input, default_dtype()) : input;
  if (x.numel() == 0) return log(sum(exp(x), OptInts(dim), keepdim));
  Tensor top = amax(real(detach(x)), OptInts(dim), true);
  Tensor base = where(isinf(top), 0.0, top);
  Tensor out = add(log(sum(exp(sub(x, base)), OptInts(dim), true)), base);
  return keepdim ? out : reshape(out, reduced_sizes(x.sizes(), DimSet(dim, x.dim()), false));
}

constexpr OpDef kOps[] = {
    {.schema =
         "sum(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None) -> Tensor",
     .cpu = kernel<sum_cpu>(),
     .vjp = sum_vjp,
     .traits = Reduction | Method | Out,
     .doc =
         R"(Returns the sum over all elements, or over the dimensions dim. Integers and bools give int64.

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
    {.schema =
         "mean(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None) -> Tensor",
     .body = kernel<mean_body>(),
     .traits = Reduction | Method | Out,
     .doc =
         R"(Returns the mean over all elements, or over the dimensions dim. RuntimeError for integers without dtype.

Example:
    >>> tenon.mean(tenon.tensor([[1.0, 2.0], [3.0, 4.0]]), 1)
    tensor([1.5000, 3.5000])
)"},
    {.schema = "nansum(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None) "
               "-> Tensor",
     .body = kernel<nansum_body>(),
     .traits = Reduction | Method | Out,
     .doc = R"(Returns the sum with NaN counted as zero.

Example:
    >>> tenon.nansum(tenon.tensor([1.0, float('nan')]))
    tensor(1.)
)"},
    {.schema = "nanmean(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None) "
               "-> Tensor",
     .body = kernel<nanmean_body>(),
     .traits = Reduction | Method | Out,
     .doc = R"(Returns the mean of the elements that are not NaN.

Example:
    >>> tenon.nanmean(tenon.tensor([1.0, 3.0, float('nan')]))
    tensor(2.)
)"},
    {.schema =
         "prod(Tensor input, int? dim=None, bool keepdim=False, *, dtype? dtype=None) -> Tensor",
     .cpu = kernel<prod_cpu>(),
     .vjp = prod_vjp,
     .saves = "input, out",
     .traits = Reduction | Method | Out,
     .doc = R"(Returns the product over all elements, or over dim. Integers and bools give int64.

Example:
    >>> tenon.prod(tenon.tensor([2.0, 3.0]))
    tensor(6.)
)"},
    {.schema = "amax(Tensor input, int[1]? dim=None, bool keepdim=False) -> Tensor",
     .cpu = kernel<extreme_cpu<kernels::max_value>>(),
     .vjp = extreme_vjp,
     .saves = "input, out",
     .traits = Reduction | Method | Out | OutExact,
     .doc = R"(Returns the largest element of each slice over dim; equal ones share the gradient.

Example:
    >>> tenon.amax(tenon.tensor([[1, 4], [3, 2]]), 1)
    tensor([4, 3])
)"},
    {.schema = "amin(Tensor input, int[1]? dim=None, bool keepdim=False) -> Tensor",
     .cpu = kernel<extreme_cpu<kernels::min_value>>(),
     .vjp = extreme_vjp,
     .saves = "input, out",
     .traits = Reduction | Method | Out | OutExact,
     .doc = R"(Returns the smallest element of each slice over dim; equal ones share the gradient.

Example:
    >>> tenon.amin(tenon.tensor([[1, 4], [3, 2]]), 1)
    tensor([1, 2])
)"},
    {.schema = "any(Tensor input, int[1]? dim=None, bool keepdim=False) -> Tensor",
     .cpu = kernel<truth_cpu<kernels::any_true, false>>(),
     .vjp = no_grad("gives bools"),
     .traits = Reduction | Method | Out,
     .doc = R"(Returns whether any element is not zero.

Example:
    >>> tenon.any(tenon.tensor([0, 1]))
    tensor(True)
)"},
    {.schema = "all(Tensor input, int[1]? dim=None, bool keepdim=False) -> Tensor",
     .cpu = kernel<truth_cpu<kernels::all_true, true>>(),
     .vjp = no_grad("gives bools"),
     .traits = Reduction | Method | Out,
     .doc = R"(Returns whether all elements are not zero.

Example:
    >>> tenon.all(tenon.tensor([0, 1]))
    tensor(False)
)"},
    {.schema = "count_nonzero(Tensor input, int[1]? dim=None) -> Tensor",
     .cpu = kernel<count_nonzero_cpu>(),
     .vjp = no_grad("counts"),
     .traits = Reduction | Method,
     .doc = R"(Returns how many elements are not zero.

Example:
    >>> tenon.count_nonzero(tenon.tensor([0, 1, 2]))
    tensor(2)
)"},
    {.schema = "var(Tensor input, int[1]? dim=None, *, bool keepdim=False, Scalar? "
               "correction=None) -> Tensor",
     .cpu = kernel<var_cpu>(),
     .vjp = var_vjp,
     .saves = "input",
     .traits = Reduction | Method | Out,
     .doc =
         R"(Returns the variance; the divisor is the number of elements less correction (default 1).

Example:
    >>> tenon.var(tenon.tensor([1.0, 2.0, 3.0]))
    tensor(1.)
)"},
    {.schema = "std(Tensor input, int[1]? dim=None, *, bool keepdim=False, Scalar? "
               "correction=None) -> Tensor",
     .body = kernel<std_body>(),
     .traits = Reduction | Method | Out,
     .doc =
         R"(Returns the standard deviation; the divisor is the number of elements less correction (default 1).

Example:
    >>> tenon.std(tenon.tensor([1.0, 2.0, 3.0]))
    tensor(1.)
)"},
    {.schema = "var_mean(Tensor input, int[1]? dim=None, *, bool keepdim=False, Scalar? "
               "correction=None) -> (Tensor, Tensor)",
     .body = kernel<var_mean_body>(),
     .traits = Reduction,
     .doc = R"(Returns the variance and the mean.

Example:
    >>> tenon.var_mean(tenon.tensor([1.0, 2.0, 3.0]))
    (tensor(1.), tensor(2.))
)"},
    {.schema = "std_mean(Tensor input, int[1]? dim=None, *, bool keepdim=False, Scalar? "
               "correction=None) -> (Tensor, Tensor)",
     .body = kernel<std_mean_body>(),
     .traits = Reduction,
     .doc = R"(Returns the standard deviation and the mean.

Example:
    >>> tenon.std_mean(tenon.tensor([1.0, 2.0, 3.0]))
    (tensor(1.), tensor(2.))
)"},
    {.schema = "vector_norm(Tensor x, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, "
               "dtype? dtype=None) -> Tensor",
     .cpu = kernel<vector_norm_cpu>(),
     .vjp = vector_norm_vjp,
     .saves = "x, out",
     .traits = Reduction | Out,
     .paths = "tenon.linalg.vector_norm",
     .doc = R"(Returns the norm (sum |x|^ord)^(1/ord) over dim; ord may be 0 (count), inf and -inf.

Example:
    >>> tenon.linalg.vector_norm(tenon.tensor([3.0, 4.0]))
    tensor(5.)
)"},
    {.schema = "norm(Tensor input, any p='fro', int[1]? dim=None, bool keepdim=False, dtype? "
               "dtype=None) -> Tensor",
     .body = kernel<norm_body>(),
     .traits = Reduction | Method,
     .doc = R"(Returns the p-norm of all elements, or over dim.

Example:
    >>> tenon.norm(tenon.tensor([3.0, 4.0]))
    tensor(5.)
)"},
    {.schema = "logsumexp(Tensor input, int[1] dim, bool keepdim=False) -> Tensor",
     .body = kernel<logsumexp_body>(),
     .traits = Reduction | Method | Out,
     .paths = "tenon.logsumexp tenon.special.logsumexp Tensor.logsumexp",
     .doc = R"(Returns log(sum(exp(input))) over dim, without overflow on the way.

Example:
    >>> tenon.logsumexp(tenon.tensor([0.0, 0.0]), 0)
    tensor(0.6931)
)"},
};

}  // namespace
void register_reduce(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
