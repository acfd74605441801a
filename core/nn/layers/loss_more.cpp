// CTCLoss, the losses of margins and of distributions' parameters.
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

// size_average and reduce are PyTorch's old spelling of reduction.
void set_reduction(Self& self, uint32_t field, const Value& size_average, const Value& reduce,
                   const Value& named) {
  if (size_average.is_none() && reduce.is_none()) return self.set(field, named);
  const bool average = size_average.is_none() || size_average.to_bool();
  const bool any = reduce.is_none() || reduce.to_bool();
  self.set(field, Value(!any ? "none" : average ? "mean" : "sum"));
}

enum Field : uint32_t { kReduction, kA, kB, kC, kD };  // and up to four more of the type's own

// (blank, reduction, zero_infinity)
Value ctc_init(Self& self, Args a) {
  self.set(kReduction, a[1]);
  self.set(kA, a[0]);
  self.set(kB, a[2]);
  return {};
}
Value ctc_forward(Self& self, Args a) {
  static const OpRef op(
      "ctc_loss", "log_probs targets input_lengths target_lengths blank reduction zero_infinity");
  return op({a[0], a[1], a[2], a[3], self.get(kA), self.get(kReduction), self.get(kB)});
}

// (log_input, full, size_average, eps, reduce, reduction)
Value poisson_init(Self& self, Args a) {
  set_reduction(self, kReduction, a[2], a[4], a[5]);
  self.set(kA, a[0]);
  self.set(kB, a[1]);
  self.set(kC, a[3]);
  return {};
}
Value poisson_forward(Self& self, Args a) {
  static const OpRef op("poisson_nll_loss", "input target log_input full eps reduction");
  return op({a[0], a[1], self.get(kA), self.get(kB), self.get(kC), self.get(kReduction)});
}

// (full, eps, reduction)
Value gaussian_init(Self& self, Args a) {
  self.set(kReduction, a[2]);
  self.set(kA, a[0]);
  self.set(kB, a[1]);
  return {};
}
Value gaussian_forward(Self& self, Args a) {
  static const OpRef op("gaussian_nll_loss", "input target var full eps reduction");
  return op({a[0], a[1], a[2], self.get(kA), self.get(kB), self.get(kReduction)});
}

// (size_average, reduce, reduction)
Value multilabel_init(Self& self, Args a) {
  set_reduction(self, kReduction, a[0], a[1], a[2]);
  return {};
}
Value multilabel_forward(Self& self, Args a) {
  static const OpRef op("multilabel_margin_loss", "input target reduction");
  return op({a[0], a[1], self.get(kReduction)});
}

// (weight, size_average, reduce, reduction)
Value soft_init(Self& self, Args a) {
  set_reduction(self, kReduction, a[1], a[2], a[3]);
  self.set(kA, a[0]);
  return {};
}
Value soft_forward(Self& self, Args a) {
  static const OpRef op("multilabel_soft_margin_loss", "input target weight reduction");
  return op({a[0], a[1], self.get(kA), self.get(kReduction)});
}

// (p, margin, weight, size_average, reduce, reduction)
Value multi_init(Self& self, Args a) {
  check_value(a[0].to_int() == 1 || a[0].to_int() == 2, "only p == 1 and p == 2 supported");
  check_value(a[2].is_none() || a[2].tensor().dim() == 1,
              "MultiMarginLoss: expected weight to be None or 1D tensor, got ",
              a[2].is_none() ? 0 : a[2].tensor().dim(), "D instead");
  set_reduction(self, kReduction, a[3], a[4], a[5]);
  self.set(kA, a[0]);
  self.set(kB, a[1]);
  self.set(kC, a[2]);
  return {};
}
Value multi_forward(Self& self, Args a) {
  static const OpRef op("multi_margin_loss", "input target p margin weight reduction");
  return op({a[0], a[1], self.get(kA), self.get(kB), self.get(kC), self.get(kReduction)});
}

// (margin, p, eps, swap, size_average, reduce, reduction)
Value triplet_init(Self& self, Args a) {
  check_value(a[0].to_double() > 0, "TripletMarginLoss: expected margin to be greater than 0, got ",
              a[0].to_double(), " instead");
  set_reduction(self, kReduction, a[4], a[5], a[6]);
  for (uint32_t i = 0; i < 4; ++i) self.set(kA + i, a[i]);
  return {};
}
Value triplet_forward(Self& self, Args a) {
  static const OpRef op("triplet_margin_loss",
                        "anchor positive negative margin p eps swap reduction");
  return op({a[0], a[1], a[2], self.get(kA), self.get(kB), self.get(kC), self.get(kD),
             self.get(kReduction)});
}

constexpr TypeDef row(const char* name, const char* ctor, const char* fields, TypeFn init,
                      const char* schema, TypeFn forward, const char* doc) {
  TypeDef t{.name = name};
  t.ctor = ctor;
  t.fields = fields;
  t.init = init;
  t.methods[0] = {schema, forward};
  t.doc = doc;
  return t;
}

constexpr const char* kTwo = "forward(Tensor input, Tensor target) -> Tensor";

constexpr TypeDef kTypes[] = {
    row("nn.CTCLoss", "(int blank=0, str reduction='mean', bool zero_infinity=False)",
        "attr reduction blank zero_infinity", ctc_init,
        "forward(Tensor log_probs, Tensor targets, any input_lengths, any target_lengths) -> "
        "Tensor",
        ctc_forward, "The loss of sequences whose alignment is unknown."),
    row("nn.PoissonNLLLoss",
        "(bool log_input=True, bool full=False, bool? size_average=None, float eps=1e-08, bool? "
        "reduce=None, str reduction='mean')",
        "attr reduction log_input full eps", poisson_init,
        "forward(Tensor log_input, Tensor target) -> Tensor", poisson_forward,
        "The negative log likelihood of counts under a Poisson distribution."),
    row("nn.GaussianNLLLoss", "(*, bool full=False, float eps=1e-06, str reduction='mean')",
        "attr reduction full eps", gaussian_init,
        "forward(Tensor input, Tensor target, Tensor|Scalar var) -> Tensor", gaussian_forward,
        "The negative log likelihood of targets under normal distributions."),
    row("nn.MultiLabelMarginLoss",
        "(bool? size_average=None, bool? reduce=None, str reduction='mean')", "attr reduction",
        multilabel_init, kTwo, multilabel_forward,
        "How far other classes come within 1 of each label's score."),
    row("nn.MultiLabelSoftMarginLoss",
        "(Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        "attr reduction, buffer? weight", soft_init, kTwo, soft_forward,
        "The binary cross entropy of scores and targets, averaged over the classes."),
    row("nn.MultiMarginLoss",
        "(int p=1, float margin=1.0, Tensor? weight=None, bool? size_average=None, bool? "
        "reduce=None, str reduction='mean')",
        "attr reduction p margin, buffer? weight", multi_init, kTwo, multi_forward,
        "How far other classes come within a margin of the target's score."),
    row("nn.TripletMarginLoss",
        "(float margin=1.0, float p=2.0, float eps=1e-06, bool swap=False, bool? "
        "size_average=None, bool? reduce=None, str reduction='mean')",
        "attr reduction margin p eps swap", triplet_init,
        "forward(Tensor anchor, Tensor positive, Tensor negative) -> Tensor", triplet_forward,
        "max(0, |anchor - positive| - |anchor - negative| + margin)."),
};

}  // namespace
void register_loss_more() { define_types(kTypes); }
}  // namespace tenon::nn
