// Losses of margins between classes and of distances, and of the parameters of distributions.
#include "core/api/loss_margin.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/api/activation.h"
#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/compare.h"
#include "core/api/composite_nn.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/index.h"
#include "core/api/ranges.h"
#include "core/api/reduce.h"
#include "core/api/scan.h"
#include "core/api/scatter.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_shape.h"
#include "core/api/view_slice.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/ops/losses.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

using OptBool = std::optional<bool>;

constexpr int64_t kLast[] = {-1};

// Scores of one sample, or one score, are a batch for the time of the call.
Tensor as_batch(const Tensor& t, int64_t dim) {
  Tensor out = t;
  while (out.dim() < dim) out = unsqueeze(out, 0);
  return out;
}

void check_scores(const Tensor& input, std::string_view op) {
  check(input.dim() <= 2 && (input.dim() == 0 || input.size(-1) > 0), op,
        "(): Expected non-empty vector or matrix with optional 0-dim batch size, but got: ",
        input.sizes());
}

Tensor multi_margin_loss_body(const Tensor& input, const Tensor& target, int64_t p, double margin,
                              const Tensor& weight, OptBool size_average, OptBool reduce,
                              std::string_view reduction) {
  const std::string_view how = old_reduction(size_average, reduce, reduction);
  check_reduction(how);
  check_value(p == 1 || p == 2, "only p == 1 and p == 2 supported");
  check_value(!weight.defined() || weight.dim() == 1, "weight must be one-dimensional");
  check_scores(input, "multi_margin_loss");
  const Tensor x = as_batch(input, 2), y = as_batch(target, 1);
  check(y.dim() == 1 && y.size(0) == x.size(0), "inconsistent target size, expected ", x.size(0),
        " but got ", target.sizes());
  check(!weight.defined() || weight.numel() == x.size(1), "inconsistent weight size, expected ",
        x.size(1), " but got ", weight.defined() ? weight.sizes() : IntSpan());
  const Tensor column = unsqueeze(y, 1);
  Tensor z = relu(add(sub(x, gather(x, 1, column)), margin));
  if (p == 2) z = mul(z, z);
  if (weight.defined()) z = mul(z, unsqueeze(index_select(weight, 0, y), 1));
  const Tensor own =
      eq(unsqueeze(arange(x.size(1), DType::I64, std::nullopt, x.device()), 0), column);
  const Tensor loss = div(sum(where(own, 0, z), IntSpan(kLast)), static_cast<double>(x.size(1)));
  return reduced(input.dim() < 2 && how == "none" ? squeeze_dim(loss, 0) : loss, how);
}

// The longest list of labels: the first -1 ends a row.
int64_t most_labels(const Tensor& valid) {
  if (valid.is_meta() || valid.numel() == 0) return valid.size(1);
  const Tensor counts = sum(valid, IntSpan(kLast));
  const auto* n = counts.data<int64_t>();
  return *std::max_element(n, n + counts.numel());
}

Tensor multilabel_margin_loss_body(const Tensor& input, const Tensor& target, OptBool size_average,
                                   OptBool reduce, std::string_view reduction) {
  const std::string_view how = old_reduction(size_average, reduce, reduction);
  check_reduction(how);
  check_scores(input, "multilabel_margin_loss");
  check(same(input.sizes(), target.sizes()), "inconsistent target size: ", target.sizes(),
        " for input of size: ", input.sizes());
  const Tensor x = as_batch(input, 2), y = as_batch(target, 2);
  const Tensor valid = cumprod(ge(y, 0), 1);
  const int64_t most = most_labels(valid);
  const Tensor labels = clamp_min(narrow(y, 1, 0, most), 0);
  const Tensor counts = to(narrow(valid, 1, 0, most), x.dtype());
  // How often a class is a label, and how far every other class comes near each label.
  const Tensor named = scatter_add(zeros_like(x), 1, labels, counts);
  const Tensor near = relu(add(sub(unsqueeze(x, 1), unsqueeze(gather(x, 1, labels), 2)), 1));
  const Tensor kept =
      mul(mul(near, unsqueeze(counts, 2)), unsqueeze(to(eq(named, 0), x.dtype()), 1));
  constexpr int64_t kBoth[] = {1, 2};
  const Tensor loss = div(sum(kept, IntSpan(kBoth)), static_cast<double>(x.size(1)));
  return reduced(input.dim() < 2 && how == "none" ? squeeze_dim(loss, 0) : loss, how);
}

Tensor multilabel_soft_margin_loss_body(const Tensor& input, const Tensor& target,
                                        const Tensor& weight, OptBool size_average, OptBool reduce,
                                        std::string_view reduction) {
  Tensor loss =
      neg(add(mul(target, log_sigmoid(input)), mul(rsub(target, 1), log_sigmoid(neg(input)))));
  if (weight.defined()) loss = mul(loss, weight);
  const auto classes = static_cast<double>(input.size(-1));
  return reduced(div(sum(loss, IntSpan(kLast)), classes),
                 old_reduction(size_average, reduce, reduction));
}

Tensor triplet_margin_loss_body(const Tensor& anchor, const Tensor& positive,
                                const Tensor& negative, double margin, double p, double eps,
                                bool swap, OptBool size_average, OptBool reduce,
                                std::string_view reduction) {
  check_value(margin > 0, "margin must be greater than 0, got ", margin);
  check(anchor.dim() == positive.dim() && anchor.dim() == negative.dim(),
        "The anchor, positive, and negative tensors are expected to have the same number of "
        "dimensions, but got: anchor ",
        anchor.dim(), "D, positive ", positive.dim(), "D, and negative ", negative.dim(),
        "D inputs");
  const Tensor near = pairwise_distance(anchor, positive, p, eps);
  Tensor far = pairwise_distance(anchor, negative, p, eps);
  if (swap) far = minimum(far, pairwise_distance(positive, negative, p, eps));
  return reduced(clamp_min(sub(add(near, margin), far), 0),
                 old_reduction(size_average, reduce, reduction));
}

Tensor poisson_nll_loss_body(const Tensor& input, const Tensor& target, bool log_input, bool full,
                             OptBool size_average, double eps, OptBool reduce,
                             std::string_view reduction) {
  const std::string_view how = old_reduction(size_average, reduce, reduction);
  check_reduction(how);
  Tensor loss = log_input ? sub(exp(input), mul(target, input))
                          : sub(input, mul(target, log(add(input, eps))));
  if (full) {  // Stirling's approximation of log(target!)
    const Tensor stirling = add(sub(mul(target, log(target)), target),
                                mul(log(mul(target, 2 * std::numbers::pi)), 0.5));
    loss = add(loss, where(gt(target, 1), stirling, 0));
  }
  return reduced(loss, how);
}

// A variance for every element, or one for all of a dimension.
Tensor variance_of(const Tensor& input, const Operand& var) {
  if (var.is_number) {
    check_value(var.scalar.to_double() >= 0, "var has negative entry/entries");
    return full_like(input, var.scalar);
  }
  const Tensor& v = var.tensor;
  check_value(v.is_meta() || !load_scalar(any(lt(v, 0)).raw(), DType::Bool).to_bool(),
              "var has negative entry/entries");
  if (same(v.sizes(), input.sizes())) return v;
  if (input.dim() > 0 && same(v.sizes(), input.sizes().first(static_cast<size_t>(input.dim() - 1))))
    return unsqueeze(v, -1);
  bool fits = v.dim() == input.dim();
  int64_t other = 0;
  for (int64_t d = 0; fits && d < v.dim(); ++d) other += v.size(d) == input.size(d) ? 0 : v.size(d);
  check_value(fits && other == 1, "var is of incorrect size");
  return v;
}

Tensor gaussian_nll_loss_body(const Tensor& input, const Tensor& target, const Operand& var,
                              bool full, double eps, std::string_view reduction) {
  check_value(reduction == "none" || reduction == "mean" || reduction == "sum", reduction,
              " is not valid");
  const Tensor v = clone(variance_of(input, var));
  {
    GradMode no_grad(false);  // the gradient passes where var is raised to eps, too
    clamp_min_(v, eps);
  }
  Tensor loss = mul(add(log(v), div(square(sub(input, target)), v)), 0.5);
  if (full) loss = add(loss, 0.5 * std::log(2 * std::numbers::pi));
  return reduced(loss, reduction);
}

#define TN_F(name) "tenon.nn.functional." name

constexpr OpDef kOps[] = {
    {.schema =
         "multi_margin_loss(Tensor input, Tensor target, int p=1, float margin=1.0, Tensor? "
         "weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<multi_margin_loss_body>(),
     .paths = TN_F("multi_margin_loss"),
     .doc = R"(Returns the mean over classes of max(0, margin - input[target] + input[class])^p.

Args:
    input: scores, (N, C) or (C).
    target: classes, (N) or ().
    p: 1 or 2.
    weight: a factor per class, by the target.

Example:
    >>> tenon.nn.functional.multi_margin_loss(tenon.tensor([0.1, 0.2, 0.4, 0.8]), tenon.tensor(3))
    tensor(0.3250)
)"},
    {.schema = "multilabel_margin_loss(Tensor input, Tensor target, bool? size_average=None, bool? "
               "reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<multilabel_margin_loss_body>(),
     .paths = TN_F("multilabel_margin_loss"),
     .doc =
         R"(Returns the sum of max(0, 1 - input[label] + input[other]) over labels and other classes, divided by C.

Args:
    input: scores, (N, C) or (C).
    target: the labels of every sample, of the same shape; the first -1 ends a row.

Example:
    >>> x = tenon.tensor([0.1, 0.2, 0.4, 0.8])
    >>> tenon.nn.functional.multilabel_margin_loss(x, tenon.tensor([3, 0, -1, 1]))
    tensor(0.8500)
)"},
    {.schema = "multilabel_soft_margin_loss(Tensor input, Tensor target, Tensor? weight=None, "
               "bool? size_average=None, bool? reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<multilabel_soft_margin_loss_body>(),
     .paths = TN_F("multilabel_soft_margin_loss"),
     .doc = R"(Returns the binary cross entropy of scores and targets, averaged over the classes.

Example:
    >>> tenon.nn.functional.multilabel_soft_margin_loss(tenon.zeros(1, 3), tenon.ones(1, 3))
    tensor(0.6931)
)"},
    {.schema = "triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float "
               "margin=1.0, float p=2.0, float eps=1e-06, bool swap=False, bool? "
               "size_average=None, bool? reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<triplet_margin_loss_body>(),
     .paths = TN_F("triplet_margin_loss"),
     .doc = R"(Returns max(0, |anchor - positive| - |anchor - negative| + margin), of p-norms.

Args:
    swap: also count the distance between positive and negative, where it is less.

Example:
    >>> a = tenon.zeros(1, 2)
    >>> tenon.nn.functional.triplet_margin_loss(a, a, tenon.tensor([[0.5, 0.0]]))
    tensor(0.5000)
)"},
    {.schema =
         "poisson_nll_loss(Tensor input, Tensor target, bool log_input=True, bool full=False, "
         "bool? size_average=None, float eps=1e-08, bool? reduce=None, str reduction='mean') "
         "-> Tensor",
     .body = kernel<poisson_nll_loss_body>(),
     .paths = TN_F("poisson_nll_loss"),
     .doc = R"(Returns the negative log likelihood of counts under a Poisson distribution.

Args:
    input: the logarithm of the expectation, or itself if not log_input.
    full: add Stirling's approximation of log(target!) where target is above 1.

Example:
    >>> tenon.nn.functional.poisson_nll_loss(tenon.tensor([0.0]), tenon.tensor([2.0]))
    tensor(1.)
)"},
    {.schema = "gaussian_nll_loss(Tensor input, Tensor target, Tensor|Scalar var, bool full=False, "
               "float eps=1e-06, str reduction='mean') -> Tensor",
     .body = kernel<gaussian_nll_loss_body>(),
     .paths = TN_F("gaussian_nll_loss"),
     .doc = R"(Returns the negative log likelihood of targets under normal distributions.

Args:
    input: the expectations.
    var: the variances, at least eps: a number, a tensor like input, or with one for all of the last dimension.
    full: add the constant log(2 pi) / 2.

Example:
    >>> tenon.nn.functional.gaussian_nll_loss(tenon.tensor([1.0]), tenon.tensor([2.0]), tenon.tensor([1.0]))
    tensor(0.5000)
)"},
};

#undef TN_F

}  // namespace
void register_loss_margin(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
