// The older spelling of variances, with `unbiased` in place of a correction.
#include "core/api/reduce.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptInts = std::optional<IntSpan>;

template <auto F>
auto unbiased_body(const Tensor& input, bool unbiased) {
  return F(input, std::nullopt, false, Scalar(static_cast<int64_t>(unbiased)));
}
template <auto F>
auto dim_body(const Tensor& input, OptInts dim, bool unbiased, bool keepdim) {
  return F(input, dim, keepdim, Scalar(static_cast<int64_t>(unbiased)));
}

constexpr OpDef kOps[] = {
    {.schema = "var.unbiased(Tensor input, bool unbiased) -> Tensor",
     .body = kernel<unbiased_body<var>>(),
     .traits = Reduction | Method,
     .doc = R"(Returns the variance; the divisor is the number of elements, less one if unbiased.

Example:
    >>> tenon.var(tenon.tensor([1.0, 3.0]), False)
    tensor(1.)
)"},
    {.schema = "var.dim(Tensor input, int[1]? dim=None, bool unbiased=True, bool keepdim=False) -> "
               "Tensor",
     .body = kernel<dim_body<var>>(),
     .traits = Reduction | Method | Out,
     .doc =
         R"(Returns the variance over dim; the divisor is the number of elements, less one if unbiased.

Example:
    >>> tenon.var(tenon.tensor([[1.0, 3.0]]), 1, False)
    tensor([1.])
)"},
    {.schema = "std.unbiased(Tensor input, bool unbiased) -> Tensor",
     .body = kernel<unbiased_body<std_fn>>(),
     .traits = Reduction | Method,
     .doc =
         R"(Returns the standard deviation; the divisor is the number of elements, less one if unbiased.

Example:
    >>> tenon.std(tenon.tensor([1.0, 3.0]), False)
    tensor(1.)
)"},
    {.schema = "std.dim(Tensor input, int[1]? dim=None, bool unbiased=True, bool keepdim=False) -> "
               "Tensor",
     .body = kernel<dim_body<std_fn>>(),
     .traits = Reduction | Method | Out,
     .doc =
         R"(Returns the standard deviation over dim; the divisor is the number of elements, less one if unbiased.

Example:
    >>> tenon.std(tenon.tensor([[1.0, 3.0]]), 1, False)
    tensor([1.])
)"},
    {.schema = "var_mean.unbiased(Tensor input, bool unbiased) -> (Tensor, Tensor)",
     .body = kernel<unbiased_body<var_mean>>(),
     .traits = Reduction,
     .doc =
         R"(Returns the variance and the mean; the divisor is the number of elements, less one if unbiased.

Example:
    >>> tenon.var_mean(tenon.tensor([1.0, 3.0]), False)
    (tensor(1.), tensor(2.))
)"},
    {.schema = "var_mean.dim(Tensor input, int[1]? dim=None, bool unbiased=True, bool "
               "keepdim=False) -> (Tensor, Tensor)",
     .body = kernel<dim_body<var_mean>>(),
     .traits = Reduction,
     .doc =
         R"(Returns the variance and the mean over dim; the divisor is the number of elements, less one if unbiased.

Example:
    >>> tenon.var_mean(tenon.tensor([[1.0, 3.0]]), 1, False)
    (tensor([1.]), tensor([2.]))
)"},
    {.schema = "std_mean.unbiased(Tensor input, bool unbiased) -> (Tensor, Tensor)",
     .body = kernel<unbiased_body<std_mean>>(),
     .traits = Reduction,
     .doc =
         R"(Returns the standard deviation and the mean; the divisor is the number of elements, less one if unbiased.

Example:
    >>> tenon.std_mean(tenon.tensor([1.0, 3.0]), False)
    (tensor(1.), tensor(2.))
)"},
    {.schema = "std_mean.dim(Tensor input, int[1]? dim=None, bool unbiased=True, bool "
               "keepdim=False) -> (Tensor, Tensor)",
     .body = kernel<dim_body<std_mean>>(),
     .traits = Reduction,
     .doc =
         R"(Returns the standard deviation and the mean over dim; the divisor is the number of elements, less one if unbiased.

Example:
    >>> tenon.std_mean(tenon.tensor([[1.0, 3.0]]), 1, False)
    (tensor([1.]), tensor([2.]))
)"},
};

}  // namespace
void register_variance(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
