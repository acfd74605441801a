// Quantiles.
#include "core/api/quantile.h"

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/compare.h"
#include "core/api/complex.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/masked.h"
#include "core/api/matmul.h"
#include "core/api/reduce.h"
#include "core/api/scatter.h"
#include "core/api/sort.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_shape.h"
#include "core/api/view_slice.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/geometry.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptInt = std::optional<int64_t>;

void check_quantile(const Tensor& input, const Tensor& q, std::string_view how) {
  check(input.numel() > 0, "quantile() input tensor must be non-empty");
  check(input.dtype() == DType::F32 || input.dtype() == DType::F64,
        "quantile() input tensor must be either float or double dtype");
  check(q.dim() <= 1, "quantile() q must be a scalar or 1D tensor");
  check(q.dtype() == input.dtype(), "quantile() q tensor must be same dtype as the input tensor");
  check(
      how == "linear" || how == "lower" || how == "higher" || how == "midpoint" || how == "nearest",
      "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but "
      "got ",
      how);
  if (!q.is_meta()) {
    Tensor inside = all(logical_and(ge(q, 0.0), le(q, 1.0)));
    check(*inside.data<bool>(), "quantile() q must be in the range [0, 1]");
  }
}

// What lies at these ranks of sorted lines (the last dimension).
Tensor at_ranks(const Tensor& sorted, Tensor ranks, std::string_view how) {
  if (how == "lower") ranks = floor(ranks);
  if (how == "higher") ranks = ceil(ranks);
  if (how == "nearest") ranks = round(ranks);
  Tensor below = to(ranks, DType::I64), low = gather(sorted, -1, below);
  if (how != "linear" && how != "midpoint") return low;
  Tensor weights = how == "midpoint" ? full_like(ranks, 0.5) : sub(ranks, below);
  return lerp(low, gather(sorted, -1, to(ceil(ranks), DType::I64)), weights);
}

Tensor quantiles(const Tensor& input, const Tensor& q, OptInt dim, bool keepdim,
                 std::string_view how, bool skip_nan) {
  check_quantile(input, q, how);
  const int64_t at = dim ? wrap_dim(*dim, input.dim()) : 0;
  Dims out_sizes;
  if (keepdim) out_sizes = dim ? Dims(input.sizes()) : Dims(static_cast<size_t>(input.dim()), 1);
  if (keepdim && dim && input.dim()) out_sizes[static_cast<size_t>(at)] = 1;
  // Lines come last, and one more dimension for the quantiles of q.
  Tensor lines;
  if (!dim) {
    lines = flatten(input);
  } else if (input.dim() == 0) {
    lines = unsqueeze(input, 0);
  } else {
    const int64_t from[] = {at}, to_last[] = {-1};
    lines = movedim(input, from, to_last);
  }
  Tensor sorted = std::get<0>(sort(lines));
  const Tensor wanted = q.dim() ? q : unsqueeze(q, 0);
  Tensor ranks;
  if (skip_nan) {
    Tensor known = sum(logical_not(isnan(sorted)), Ints<-1>::span, true);
    ranks = mul(wanted, to(sub(known, 1), input.dtype()));
    ranks = masked_fill(ranks, lt(ranks, 0), 0);  // of NaN alone: the first of them
  } else {
    const int64_t last = sorted.size(-1) - 1;
    ranks = mul(wanted, last);
    Dims sizes(sorted.sizes());
    sizes.back() = wanted.size(0);
    Tensor any_nan = any(isnan(sorted), Ints<-1>::span, true);
    ranks = masked_fill(expand(ranks, sizes), any_nan, last);
  }
  Tensor found = at_ranks(sorted, ranks, how);
  if (q.dim() == 0) {
    found = squeeze_dim(found, -1);
    return keepdim ? reshape(found, out_sizes) : found;
  }
  const int64_t from[] = {-1}, to_first[] = {0};
  found = movedim(found, from, to_first);
  if (!keepdim) return found;
  Dims sizes;
  sizes.push_back(wanted.size(0));
  for (int64_t n : out_sizes) sizes.push_back(n);
  return reshape(found, sizes);
}

template <bool kSkipNan>
Tensor quantile_tensor_body(const Tensor& input, const Tensor& q, OptInt dim, bool keepdim,
                            std::string_view interpolation) {
  return quantiles(input, q, dim, keepdim, interpolation, kSkipNan);
}
template <bool kSkipNan>
Tensor quantile_body(const Tensor& input, double q, OptInt dim, bool keepdim,
                     std::string_view interpolation) {
  check(q >= 0 && q <= 1, "quantile() q must be in the range [0, 1] but got ", q);
  Tensor as_tensor = full({}, q, input.dtype(), std::nullopt, input.device());
  return quantiles(input, as_tensor, dim, keepdim, interpolation, kSkipNan);
}

constexpr OpDef kOps[] = {
    {.schema = "quantile(Tensor input, float q, int? dim=None, bool keepdim=False, *, str "
               "interpolation='linear') -> Tensor",
     .body = kernel<quantile_body<false>>(),
     .traits = Method | Out,
     .doc =
         R"(Returns what fraction q of the elements along dim lies below, or of all elements; NaN where an element is NaN.
interpolation between two elements is 'linear', 'lower', 'higher', 'midpoint' or 'nearest'.

Example:
    >>> tenon.quantile(tenon.tensor([1.0, 2.0, 3.0, 4.0]), 0.5)
    tensor(2.5000)
)"},
    {.schema = "quantile.tensor(Tensor input, Tensor q, int? dim=None, bool keepdim=False, *, str "
               "interpolation='linear') -> Tensor",
     .body = kernel<quantile_tensor_body<false>>(),
     .traits = Method | Out,
     .doc = "quantile() for each of several fractions; they make a new first dimension."},
    {.schema = "nanquantile(Tensor input, float q, int? dim=None, bool keepdim=False, *, str "
               "interpolation='linear') -> Tensor",
     .body = kernel<quantile_body<true>>(),
     .traits = Method | Out,
     .doc = R"(quantile() of the elements that are not NaN.

Example:
    >>> tenon.nanquantile(tenon.tensor([float('nan'), 1.0, 2.0]), 0.5)
    tensor(1.5000)
)"},
    {.schema = "nanquantile.tensor(Tensor input, Tensor q, int? dim=None, bool keepdim=False, *, "
               "str interpolation='linear') -> Tensor",
     .body = kernel<quantile_tensor_body<true>>(),
     .traits = Method | Out,
     .doc = "nanquantile() for each of several fractions; they make a new first dimension."},
};

}  // namespace
void register_quantile(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
