// Losses of differences, and margins.
#include "core/api/loss.h"

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/reduce.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/where.h"
#include "core/ops/losses.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptBool = std::optional<bool>;

Tensor mse_loss_body(const Tensor& input, const Tensor& target, OptBool size_average,
                     OptBool reduce, std::string_view reduction, const Tensor& weight) {
  check_real_loss("mse_cpu", input, target);
  warn_of_sizes(input, target);
  Tensor loss = square(sub(input, target));
  if (weight.defined()) loss = mul(loss, weight);
  std::string_view how = old_reduction(size_average, reduce, reduction);
  return weight.defined() && how == "mean" ? div(sum(loss), sum(weight)) : reduced(loss, how);
}

Tensor l1_loss_body(const Tensor& input, const Tensor& target, OptBool size_average, OptBool reduce,
                    std::string_view reduction, const Tensor& weight) {
  warn_of_sizes(input, target);
  Tensor loss = abs(sub(input, target));
  if (weight.defined()) loss = mul(loss, weight);
  std::string_view how = old_reduction(size_average, reduce, reduction);
  return weight.defined() && how == "mean" ? div(sum(loss), sum(weight)) : reduced(loss, how);
}

Tensor smooth_l1_loss_body(const Tensor& input, const Tensor& target, OptBool size_average,
                           OptBool reduce, std::string_view reduction, double beta) {
  check(beta >= 0, "smooth_l1_loss does not support negative values for beta.");
  check_real_loss("smooth_l1_cpu", input, target);
  warn_of_sizes(input, target);
  Tensor d = abs(sub(input, target));
  Tensor loss = beta == 0 ? d : where(lt(d, beta), mul(square(d), 0.5 / beta), sub(d, 0.5 * beta));
  return reduced(loss, old_reduction(size_average, reduce, reduction));
}

Tensor huber_loss_body(const Tensor& input, const Tensor& target, std::string_view reduction,
                       double delta, const Tensor& weight) {
  check(delta > 0, "huber_loss does not support non-positive values for delta.");
  if (input.dtype() != target.dtype()) check_keeps_input(input, target);
  check_real_loss("huber_cpu", input, target);
  warn_of_sizes(input, target);
  Tensor d = abs(sub(input, target));
  Tensor loss = where(le(d, delta), mul(square(d), 0.5), mul(sub(d, 0.5 * delta), delta));
  if (weight.defined()) loss = mul(loss, weight);
  return weight.defined() && reduction == "mean" ? div(sum(loss), sum(weight))
                                                 : reduced(loss, reduction);
}

Tensor soft_margin_loss_body(const Tensor& input, const Tensor& target, OptBool size_average,
                             OptBool reduce, std::string_view reduction) {
  check_keeps_input(input, target);
  Tensor product = mul(neg(input), target);
  check_keeps_sizes(input, product);
  return reduced(log1p(exp(product)), old_reduction(size_average, reduce, reduction));
}

Tensor hinge_embedding_loss_body(const Tensor& input, const Tensor& target, double margin,
                                 OptBool size_average, OptBool reduce, std::string_view reduction) {
  Tensor far = where(ne(target, 1), clamp_min(rsub(input, margin), 0), 0);
  Tensor near = where(ne(target, -1), input, 0);
  return reduced(add(far, near), old_reduction(size_average, reduce, reduction));
}

Tensor margin_ranking_loss_body(const Tensor& input1, const Tensor& input2, const Tensor& target,
                                double margin, OptBool size_average, OptBool reduce,
                                std::string_view reduction) {
  check(
      input1.dim() == input2.dim() && input1.dim() == target.dim(),
      "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: ",
      input1.sizes(), ", input2: ", input2.sizes(), ", target: ", target.sizes());
  Tensor loss = clamp_min(add(mul(neg(target), sub(input1, input2)), margin), 0);
  return reduced(loss, old_reduction(size_average, reduce, reduction));
}

Tensor cosine_embedding_loss_body(const Tensor& input1, const Tensor& input2, const Tensor& target,
                                  double margin, OptBool size_average, OptBool reduce,
                                  std::string_view reduction) {
  check(target.dim() <= 1 && input1.dim() == target.dim() + 1 && input2.dim() == target.dim() + 1,
        "cosine_embedding_loss(): wrong dimensions: got input1 ", input1.sizes(), ", input2 ",
        input2.sizes(), ", target ", target.sizes(),
        ", expected (N, D), (N, D), (N) or (D), (D), ()");
  int64_t dim = target.dim();
  auto dot = [&](const Tensor& a, const Tensor& b) { return sum(mul(a, b), IntSpan(&dim, 1)); };
  constexpr double kEps = 1e-12;
  Tensor lengths = sqrt(mul(add(dot(input1, input1), kEps), add(dot(input2, input2), kEps)));
  Tensor cosine = div(dot(input1, input2), lengths);
  Tensor near = where(eq(target, 1), rsub(cosine, 1), 0);
  Tensor far = where(eq(target, -1), clamp_min(sub(cosine, margin), 0), 0);
  return reduced(add(near, far), old_reduction(size_average, reduce, reduction));
}

#define TN_F(name) "tenon.nn.functional." name

constexpr OpDef kOps[] = {
    {.schema = "mse_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, "
               "str reduction='mean', "
               "Tensor? weight=None) -> Tensor",
     .body = kernel<mse_loss_body>(),
     .paths = TN_F("mse_loss"),
     .doc = R"(Returns the squared difference of input and target: 'mean', 'sum' or 'none'.

Example:
    >>> tenon.nn.functional.mse_loss(tenon.tensor([1.0, 2.0]), tenon.tensor([1.0, 4.0]))
    tensor(2.)
)"},
    {.schema = "l1_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, "
               "str reduction='mean', "
               "Tensor? weight=None) -> Tensor",
     .body = kernel<l1_loss_body>(),
     .paths = TN_F("l1_loss"),
     .doc = R"(Returns the absolute difference of input and target: 'mean', 'sum' or 'none'.

Example:
    >>> tenon.nn.functional.l1_loss(tenon.tensor([1.0, 2.0]), tenon.tensor([1.0, 4.0]))
    tensor(1.)
)"},
    {.schema =
         "smooth_l1_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, "
         "str reduction='mean', float beta=1.0) -> Tensor",
     .body = kernel<smooth_l1_loss_body>(),
     .paths = TN_F("smooth_l1_loss"),
     .doc =
         R"(Returns the squared difference over 2 beta where it is below beta, else the absolute one less beta / 2.

Example:
    >>> tenon.nn.functional.smooth_l1_loss(tenon.tensor([0.0, 2.0]), tenon.tensor([1.0, 5.0]))
    tensor(1.5000)
)"},
    {.schema = "huber_loss(Tensor input, Tensor target, str reduction='mean', float delta=1.0, "
               "Tensor? weight=None) -> Tensor",
     .body = kernel<huber_loss_body>(),
     .paths = TN_F("huber_loss"),
     .doc = R"(Returns half the squared difference up to delta, and grows linearly beyond.

Example:
    >>> tenon.nn.functional.huber_loss(tenon.tensor([0.0, 2.0]), tenon.tensor([1.0, 5.0]))
    tensor(1.5000)
)"},
    {.schema = "soft_margin_loss(Tensor input, Tensor target, bool? size_average=None, bool? "
               "reduce=None, "
               "str reduction='mean') -> Tensor",
     .body = kernel<soft_margin_loss_body>(),
     .paths = TN_F("soft_margin_loss"),
     .doc = R"(Returns log(1 + exp(-target * input)), for targets 1 and -1.

Example:
    >>> tenon.nn.functional.soft_margin_loss(tenon.tensor([0.0]), tenon.tensor([1.0]))
    tensor(0.6931)
)"},
    {.schema = "hinge_embedding_loss(Tensor input, Tensor target, float margin=1.0, bool? "
               "size_average=None, "
               "bool? reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<hinge_embedding_loss_body>(),
     .paths = TN_F("hinge_embedding_loss"),
     .doc = R"(Returns input where target is 1, and max(0, margin - input) where it is -1.

Example:
    >>> tenon.nn.functional.hinge_embedding_loss(tenon.tensor([0.5, 0.25]), tenon.tensor([1, -1]), reduction='none')
    tensor([0.5000, 0.7500])
)"},
    {.schema = "margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, "
               "bool? size_average=None, "
               "bool? reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<margin_ranking_loss_body>(),
     .paths = TN_F("margin_ranking_loss"),
     .doc = R"(Returns max(0, -target * (input1 - input2) + margin).

Example:
    >>> tenon.nn.functional.margin_ranking_loss(tenon.tensor([1.0]), tenon.tensor([3.0]), tenon.tensor([1.0]))
    tensor(2.)
)"},
    {.schema =
         "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, "
         "bool? size_average=None, bool? reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<cosine_embedding_loss_body>(),
     .paths = TN_F("cosine_embedding_loss"),
     .doc =
         R"(Returns 1 - cos(input1, input2) where target is 1, and max(0, cos - margin) where it is -1.

Example:
    >>> tenon.nn.functional.cosine_embedding_loss(tenon.ones(1, 2), tenon.ones(1, 2), tenon.tensor([1]))
    tensor(0.)
)"},
};

}  // namespace
void register_loss(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
