// Losses of class scores and probabilities.
#include "core/api/loss_class.h"

#include "core/api/activation.h"
#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/create.h"
#include "core/api/reduce.h"
#include "core/api/softmax.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/where.h"
#include "core/base/warn.h"
#include "core/iter/pointwise.h"
#include "core/kernels/nll.h"
#include "core/ops/losses.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

using OptBool = std::optional<bool>;

// Checks the arguments as PyTorch does and describes them to the kernel. `keep` holds what the
// pointers point to.
kernels::Nll describe(IntSpan sizes, DType dtype, const Tensor& target, const Tensor& weight,
                      int64_t ignore_index, Tensor (&keep)[2]) {
  check(!sizes.empty(), "Expected input with 1 or more dimensions, got 0");
  size_t channel = sizes.size() == 1 ? 0 : 1;
  Dims positions(sizes);
  positions.erase(channel);
  check_value(positions.empty() || (target.dim() > 0 && positions[0] == target.size(0)),
              "Expected input batch_size (", positions.empty() ? 1 : positions[0],
              ") to match target batch_size (", target.dim() ? target.size(0) : 1, ").");
  check(same(positions, target.sizes()), "nll_loss(): wrong size of target: got ", target.sizes(),
        ", expected ", IntSpan(positions), " for an input of size ", sizes);
  check(target.dtype() == DType::I64 || target.dtype() == DType::U8,
        "nll_loss(): target must be classes: got dtype ", target.dtype(), ", expected int64");
  check(!weight.defined() || (weight.dim() == 1 && weight.numel() == sizes[channel]),
        "weight tensor should be defined either for all ", sizes[channel],
        " classes or no classes but got weight tensor of shape: ",
        weight.defined() ? weight.sizes() : IntSpan());
  keep[0] = raw::contiguous(raw::cast(target, DType::I64));
  if (weight.defined()) keep[1] = raw::contiguous(raw::cast(weight, dtype));
  kernels::Nll k{dtype,       keep[0].data<int64_t>(), weight.defined() ? keep[1].raw() : nullptr,
                 1,           sizes[channel],          1,
                 ignore_index};
  for (size_t d = 0; d < channel; ++d) k.outer *= sizes[d];
  for (size_t d = channel + 1; d < sizes.size(); ++d) k.inner *= sizes[d];
  return k;
}

Tensor nll_loss_nd_cpu(const Tensor& input, const Tensor& target, const Tensor& weight,
                       std::string_view reduction, int64_t ignore_index) {
  Tensor keep[2];
  kernels::Nll k = describe(input.sizes(), input.dtype(), target, weight, ignore_index, keep);
  bool each = check_reduction(reduction) == Reduce::None;
  Tensor out = new_tensor(each ? target.sizes() : IntSpan(), input.dtype(), input.device());
  if (out.is_meta()) return out;
  Tensor x = raw::contiguous(input);
  if (each) {
    kernels::nll_each(k, x.raw(), out.raw());
  } else {
    kernels::NllSums sums = kernels::nll_sums(k, x.raw());
    raw::fill(out, reduction == "mean" ? sums.loss / sums.weight : sums.loss);
  }
  return out;
}
// The loss is linear in its input, so that the gradient of the gradient is the loss again.
void nll_loss_nd_vjp(VjpCtx& c) {
  c.grad_in(0, nll_loss_nd_backward(c.grad(), c.in(1), c.in(2), c.in_sizes(0), c.arg(3).to_str(),
                                    c.arg(4).to_int()));
}

Tensor nll_loss_nd_backward_cpu(const Tensor& grad_output, const Tensor& target,
                                const Tensor& weight, IntSpan sizes, std::string_view reduction,
                                int64_t ignore_index) {
  Tensor keep[2];
  DType dtype = grad_output.dtype();
  kernels::Nll k = describe(sizes, dtype, target, weight, ignore_index, keep);
  Tensor out = new_tensor(sizes, dtype, grad_output.device());
  if (out.is_meta() || out.numel() == 0) return out;
  Tensor g = raw::contiguous(grad_output);
  double factor = reduction == "mean" ? 1 / kernels::nll_sums(k, nullptr).weight : 1;
  kernels::nll_backward(k, g.raw(), reduction != "none", factor, out.raw());
  return out;
}
void nll_loss_nd_backward_vjp(VjpCtx& c) {
  c.grad_in(0, nll_loss_nd(c.grad(), c.in(1), c.in(2), c.arg(4).to_str(), c.arg(5).to_int()));
}

Tensor nll_loss_body(const Tensor& input, const Tensor& target, const Tensor& weight,
                     OptBool size_average, int64_t ignore_index, OptBool reduce,
                     std::string_view reduction) {
  return nll_loss_nd(input, target, weight, old_reduction(size_average, reduce, reduction),
                     ignore_index);
}

// For targets of probabilities, and for the smoothed part of class targets: -sum(weight * target *
// log p).
Tensor weighted(const Tensor& log_p, const Tensor& weight, int64_t channel) {
  if (!weight.defined()) return log_p;
  Dims shape(static_cast<size_t>(log_p.dim()), 1);
  shape[static_cast<size_t>(channel)] = weight.numel();
  return mul(log_p, view(weight, shape));
}

Tensor cross_entropy_probabilities(const Tensor& log_p, const Tensor& target, const Tensor& weight,
                                   Reduce how, double smoothing, int64_t channel) {
  check(same(target.sizes(), log_p.sizes()), "cross_entropy(): wrong size of target: got ",
        target.sizes(), ", expected ", log_p.sizes(), " for class probabilities");
  auto classes = static_cast<double>(log_p.size(channel));
  Tensor t = smoothing > 0 ? add(mul(target, 1 - smoothing), smoothing / classes) : target;
  Tensor loss = neg(sum(mul(weighted(log_p, weight, channel), t), IntSpan(&channel, 1)));
  if (how == Reduce::None) return loss;
  Tensor total = sum(loss);
  return how == Reduce::Sum ? total : div(total, static_cast<double>(log_p.numel()) / classes);
}

Tensor cross_entropy_body(const Tensor& input, const Tensor& target, const Tensor& weight,
                          OptBool size_average, int64_t ignore_index, OptBool reduce,
                          std::string_view reduction, double label_smoothing) {
  std::string_view named = old_reduction(size_average, reduce, reduction);
  Reduce how = check_reduction(named);
  check(input.dim() > 0, "Expected input with 1 or more dimensions, got 0");
  check(label_smoothing >= 0 && label_smoothing <= 1,
        "label_smoothing must be between 0.0 and 1.0. Got: ", label_smoothing);
  int64_t channel = input.dim() == 1 ? 0 : 1;
  Tensor log_p = log_softmax(input, channel);
  if (is_floating(target.dtype())) {
    return cross_entropy_probabilities(log_p, target, weight, how, label_smoothing, channel);
  }
  Tensor loss = nll_loss_nd(log_p, target, weight, named, ignore_index);
  if (label_smoothing == 0) return loss;
  auto classes = static_cast<double>(input.size(channel));
  Tensor kept = ne(target, ignore_index);
  Tensor smooth = where(kept, neg(sum(weighted(log_p, weight, channel), IntSpan(&channel, 1))), 0);
  if (how != Reduce::None) smooth = sum(smooth);
  if (how == Reduce::Mean) {
    // The mean is weighted by the target's weight: what nll_loss of a score of -1 sums to.
    smooth = div(smooth, nll_loss_nd(full_like(log_p, -1), target, weight, "sum", ignore_index));
  }
  return add(mul(loss, 1 - label_smoothing), mul(smooth, label_smoothing / classes));
}

Tensor binary_cross_entropy_body(const Tensor& input, const Tensor& target, const Tensor& weight,
                                 OptBool size_average, OptBool reduce, std::string_view reduction) {
  check_value(same(input.sizes(), target.sizes()), "Using a target size (tenon.Size(",
              target.sizes(), ")) that is different to the input size (tenon.Size(", input.sizes(),
              ")) is deprecated. Please ensure they have the same size.");
  // Logarithms stop at -100, as in PyTorch, so that the loss stays finite.
  Tensor yes = clamp_min(log(input), -100), no = clamp_min(log1p(neg(input)), -100);
  Tensor loss = sub(mul(sub(target, 1), no), mul(target, yes));
  if (weight.defined()) loss = mul(loss, weight);
  return reduced(loss, old_reduction(size_average, reduce, reduction));
}

// (1 - t) x + w (log(1 + exp(-|x|)) + max(-x, 0)) with w = 1 + (pos_weight - 1) t
Tensor binary_cross_entropy_with_logits_body(const Tensor& input, const Tensor& target,
                                             const Tensor& weight, OptBool size_average,
                                             OptBool reduce, std::string_view reduction,
                                             const Tensor& pos_weight) {
  check_value(same(input.sizes(), target.sizes()), "Target size (tenon.Size(", target.sizes(),
              ")) must be the same as input size (tenon.Size(", input.sizes(), "))");
  Tensor log_p = log_sigmoid(input);
  if (pos_weight.defined()) log_p = mul(log_p, add(mul(sub(pos_weight, 1), target), 1));
  Tensor loss = sub(mul(rsub(target, 1), input), log_p);
  if (weight.defined()) loss = mul(loss, weight);
  return reduced(loss, old_reduction(size_average, reduce, reduction));
}

Tensor kl_div_body(const Tensor& input, const Tensor& target, OptBool size_average, OptBool reduce,
                   std::string_view reduction, bool log_target) {
  for (const Tensor& t : {input, target}) {
    check(!is_complex(t.dtype()), "kl_div: Complex inputs not supported.");
    check(is_floating(t.dtype()), "kl_div: Integral inputs not supported.");
  }
  Tensor loss = log_target
                    ? mul(exp(target), sub(target, input))
                    : sub(where(eq(target, 0), 0, mul(target, log(target))), mul(target, input));
  std::string_view how = old_reduction(size_average, reduce, reduction);
  if (how == "mean") {
    warn(
        "reduction: 'mean' divides the total loss by both the batch size and the support size."
        "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
        "'mean' will be changed to behave the same as 'batchmean' in the next major release.");
  }
  if (how != "batchmean") return reduced(loss, how);
  return input.dim() ? div(sum(loss), input.size(0)) : sum(loss);
}

#define TN_F(name) "tenon.nn.functional." name

constexpr OpDef kOps[] = {
    {.schema = "nll_loss_nd(Tensor input, Tensor target, Tensor? weight, str reduction, int "
               "ignore_index) -> Tensor",
     .cpu = kernel<nll_loss_nd_cpu>(),
     .vjp = nll_loss_nd_vjp,
     .saves = "target, weight",
     .traits = NoFunction,
     .doc = "What nll_loss is made of."},
    {.schema = "nll_loss_nd_backward(Tensor grad_output, Tensor target, Tensor? weight, int[] "
               "size, str reduction, "
               "int ignore_index) -> Tensor",
     .cpu = kernel<nll_loss_nd_backward_cpu>(),
     .vjp = nll_loss_nd_backward_vjp,
     .saves = "target, weight",
     .traits = NoFunction,
     .doc = "The gradient of nll_loss_nd for an input of the given size."},
    {.schema = "nll_loss(Tensor input, Tensor target, Tensor? weight=None, bool? "
               "size_average=None, int ignore_index=-100, "
               "bool? reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<nll_loss_body>(),
     .paths = TN_F("nll_loss"),
     .doc = R"(Returns the negative log likelihood of the target classes under log-probabilities.

Args:
    input: log-probabilities, (C), (N, C) or (N, C, d1, ...).
    target: classes, (), (N) or (N, d1, ...).
    weight: a factor per class.
    ignore_index: a class that does not count.
    reduction: 'none', 'mean' (weighted) or 'sum'.

Example:
    >>> tenon.nn.functional.nll_loss(tenon.tensor([[-0.5, -1.0]]), tenon.tensor([1]))
    tensor(1.)
)"},
    {.schema =
         "cross_entropy(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, "
         "int ignore_index=-100, bool? reduce=None, str reduction='mean', float "
         "label_smoothing=0.0) -> Tensor",
     .body = kernel<cross_entropy_body>(),
     .paths = TN_F("cross_entropy"),
     .doc = R"(Returns the cross entropy of unnormalised scores and classes, or class probabilities.

Args:
    input: scores, (C), (N, C) or (N, C, d1, ...).
    target: classes, (), (N) or (N, d1, ...), or probabilities like input.
    weight: a factor per class.
    ignore_index: a class that does not count.
    reduction: 'none', 'mean' (weighted) or 'sum'.
    label_smoothing: how much of the target is spread over all classes.

Example:
    >>> tenon.nn.functional.cross_entropy(tenon.zeros(2, 4), tenon.tensor([0, 3]))
    tensor(1.3863)
)"},
    {.schema = "binary_cross_entropy(Tensor input, Tensor target, Tensor? weight=None, bool? "
               "size_average=None, "
               "bool? reduce=None, str reduction='mean') -> Tensor",
     .body = kernel<binary_cross_entropy_body>(),
     .paths = TN_F("binary_cross_entropy"),
     .doc = R"(Returns the binary cross entropy of probabilities and targets between 0 and 1.

Example:
    >>> tenon.nn.functional.binary_cross_entropy(tenon.tensor([0.5]), tenon.tensor([1.0]))
    tensor(0.6931)
)"},
    {.schema = "binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight=None, "
               "bool? size_average=None, "
               "bool? reduce=None, str reduction='mean', Tensor? pos_weight=None) -> Tensor",
     .body = kernel<binary_cross_entropy_with_logits_body>(),
     .paths = TN_F("binary_cross_entropy_with_logits"),
     .doc =
         R"(Returns the binary cross entropy of sigmoid(input) and targets between 0 and 1, computed without overflow.

Example:
    >>> tenon.nn.functional.binary_cross_entropy_with_logits(tenon.tensor([0.0]), tenon.tensor([1.0]))
    tensor(0.6931)
)"},
    {.schema = "kl_div(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, "
               "str reduction='mean', "
               "bool log_target=False) -> Tensor",
     .body = kernel<kl_div_body>(),
     .paths = TN_F("kl_div"),
     .doc =
         R"(Returns target * (log(target) - input), for log-probabilities input; reduction may also be 'batchmean'.

Example:
    >>> tenon.nn.functional.kl_div(tenon.tensor([-1.0]), tenon.tensor([1.0]), reduction='sum')
    tensor(1.)
)"},
};

}  // namespace
void register_loss_class(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
