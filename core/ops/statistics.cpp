// Covariance, correlation, and the trapezoidal rule.
#include "core/api/statistics.h"

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/compare.h"
#include "core/api/complex.h"
#include "core/api/create.h"
#include "core/api/matmul.h"
#include "core/api/reduce.h"
#include "core/api/scan.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/conjugate.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

void check_weights(const char* name, const Tensor& w, int64_t observations, bool integral) {
  check(w.dim() <= 1, "cov(): expected ", name, " to have one or fewer dimensions but got ", name,
        " with ", w.dim(), " dimensions");
  check(integral ? is_integral(w.dtype()) : is_floating(w.dtype()), "cov(): expected ", name,
        integral ? " to have integral dtype but got " : " to have floating point dtype but got ",
        name, " with ", dtype_name(w.dtype()), " dtype");
  check(w.numel() == observations, "cov(): expected ", name,
        " to have the same numel as there are observations in the input but got ", w.numel(),
        " != ", observations);
  check(w.is_meta() || !load_scalar(raw::contiguous(any(lt(w, 0))).raw(), DType::Bool).to_bool(),
        "cov(): ", name, " cannot be negative");
}

Tensor cov_body(const Tensor& input, int64_t correction, const Tensor& fweights,
                const Tensor& aweights) {
  check(input.dim() <= 2, "cov(): expected input to have two or fewer dimensions but got an input ",
        "with ", input.dim(), " dimensions");
  check(input.dtype() != DType::Bool, "cov(): bool dtype is not supported for input");
  Tensor x = input.dim() < 2 ? view(input, Ints<1, -1>::span) : input;
  int64_t n = x.size(1);
  Tensor w;
  if (fweights) {
    check_weights("fweights", fweights, n, true);
    w = fweights;
  }
  if (aweights) {
    check_weights("aweights", aweights, n, false);
    w = w ? mul(w, aweights) : aweights;
  }
  Tensor total =
      w ? sum(w) : full(IntSpan(), static_cast<double>(n), DType::I64, std::nullopt, x.device());
  Tensor average = w ? div(sum(mul(x, w), Ints<1>::span), total) : div(sum(x, Ints<1>::span), n);
  Tensor divisor;
  if (!w) {
    divisor =
        full(IntSpan(), static_cast<double>(n - correction), DType::I64, std::nullopt, x.device());
  } else if (correction == 0) {
    divisor = total;
  } else if (aweights) {
    divisor = sub(total, div(mul(sum(mul(w, aweights)), correction), total));
  } else {
    divisor = sub(total, correction);
  }
  Tensor centered = sub(x, unsqueeze(average, 1));
  Tensor weighted = w ? mul(centered, w) : centered;
  Tensor c = matmul(centered, conjugate(t(weighted)));
  return squeeze(div(c, clamp_min(divisor, 0)));
}

// Clipped, since rounding may give a little more than one.
Tensor corrcoef_body(const Tensor& input) {
  check(input.dim() <= 2,
        "corrcoef(): expected input to have two or fewer dimensions but got an "
        "input with ",
        input.dim(), " dimensions");
  Tensor c = cov(input);
  if (c.dim() == 0) return div(c, c);
  Tensor d = diagonal(c), deviation = sqrt(is_complex(d.dtype()) ? real(d) : d);
  c = div(div(c, unsqueeze(deviation, -1)), unsqueeze(deviation, 0));
  if (is_complex(c.dtype()))
    return complex(clamp(real(c), Operand(-1), Operand(1)),
                   clamp(imag(c), Operand(-1), Operand(1)));
  return clamp(c, Operand(-1), Operand(1));
}

// Sums of neighbours along dim, and the widths between them when x is given.
Tensor pairs(const Tensor& y, int64_t dim, bool difference) {
  int64_t n = y.size(dim);
  Tensor high = narrow(y, dim, 1, n - 1), low = narrow(y, dim, 0, n - 1);
  return difference ? sub(high, low) : add(high, low);
}

Tensor widths_of(const Tensor& x, const Tensor& y, int64_t dim) {
  if (x.dim() == 1) {
    check(x.size(0) == y.size(dim), "trapezoid: There must be one `x` value for each sample point");
    Dims sizes(static_cast<size_t>(y.dim()), 1);
    sizes[wrap_dim(dim, y.dim())] = x.size(0);
    return pairs(view(x, sizes), dim, true);
  }
  if (x.dim() >= y.dim()) return pairs(x, dim, true);
  Dims sizes(static_cast<size_t>(y.dim() - x.dim()), 1);
  for (int64_t s : x.sizes()) sizes.push_back(s);
  return pairs(view(x, sizes), dim, true);
}

Tensor none_along(const Tensor& y, int64_t dim) {
  Dims sizes = y.sizes();
  sizes.erase(static_cast<size_t>(wrap_dim(dim, y.dim())));
  return zeros(sizes, y.dtype(), std::nullopt, y.device());
}

Tensor trapezoid_x_body(const Tensor& y, const Tensor& x, int64_t dim) {
  if (y.size(dim) == 0) return none_along(y, dim);
  check(y.dtype() != DType::Bool && x.dtype() != DType::Bool,
        "trapezoid: received a bool input for `x` or `y`, but bool is not supported");
  Tensor each = mul(widths_of(x, y, dim), pairs(y, dim, false));
  return div(sum(each, IntSpan(&dim, 1)), 2.0);
}
Tensor trapezoid_dx_body(const Tensor& y, Scalar dx, int64_t dim) {
  if (y.size(dim) == 0) return none_along(y, dim);
  check(y.dtype() != DType::Bool,
        "trapezoid: received a bool input for `y`, but bool is not supported");
  return mul(sum(pairs(y, dim, false), IntSpan(&dim, 1)), Scalar(dx.to_double() / 2));
}
Tensor cumulative_x_body(const Tensor& y, const Tensor& x, int64_t dim) {
  check(y.dtype() != DType::Bool && x.dtype() != DType::Bool,
        "cumulative_trapezoid: received a bool input for `x` or `y`, but bool is not supported");
  return div(cumsum(mul(widths_of(x, y, dim), pairs(y, dim, false)), dim), 2.0);
}
Tensor cumulative_dx_body(const Tensor& y, Scalar dx, int64_t dim) {
  check(y.dtype() != DType::Bool,
        "cumulative_trapezoid: received a bool input for `y`, but bool is not supported");
  return mul(cumsum(pairs(y, dim, false), dim), Scalar(dx.to_double() / 2));
}

constexpr OpDef kOps[] = {
    {.schema = "cov(Tensor input, *, int correction=1, Tensor? fweights=None, Tensor? "
               "aweights=None) -> Tensor",
     .body = kernel<cov_body>(),
     .traits = Method,
     .doc = R"(Returns the covariances of variables: rows of input, whose columns are observations.

Args:
    correction: what is subtracted from the number of observations.
    fweights: how often each observation was made.
    aweights: how much each observation counts.

Example:
    >>> tenon.cov(tenon.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]))
    tensor([[ 1., -1.],
            [-1.,  1.]])
)"},
    {.schema = "corrcoef(Tensor input) -> Tensor",
     .body = kernel<corrcoef_body>(),
     .traits = Method,
     .doc = R"(Returns the correlation coefficients of the rows of input.

Example:
    >>> tenon.corrcoef(tenon.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]))
    tensor([[ 1., -1.],
            [-1.,  1.]])
)"},
    {.schema = "trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor",
     .body = kernel<trapezoid_x_body>(),
     .paths = "tenon.trapezoid tenon.trapz",
     .doc = R"(Returns the integral of the samples y, taken at x, by the trapezoidal rule along dim.

Example:
    >>> tenon.trapezoid(tenon.tensor([1.0, 3.0]), tenon.tensor([0.0, 2.0]))
    tensor(4.)
)"},
    {.schema = "trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor",
     .body = kernel<trapezoid_dx_body>(),
     .paths = "tenon.trapezoid tenon.trapz",
     .doc = "Returns the integral of the samples y, a distance dx apart."},
    {.schema = "cumulative_trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor",
     .body = kernel<cumulative_x_body>(),
     .paths = "tenon.cumulative_trapezoid",
     .doc =
         R"(Returns the running integral of the samples y, taken at x, by the trapezoidal rule along dim.

Example:
    >>> tenon.cumulative_trapezoid(tenon.tensor([1.0, 3.0, 5.0]))
    tensor([2., 6.])
)"},
    {.schema = "cumulative_trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor",
     .body = kernel<cumulative_dx_body>(),
     .paths = "tenon.cumulative_trapezoid",
     .doc = "Returns the running integral of the samples y, a distance dx apart."},
};

}  // namespace
void register_statistics(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
