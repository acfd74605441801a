// Losses. Each is one op of tenon.nn.functional with the reduction and a few numbers as fields.
#include "core/base/warn.h"
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

// size_average and reduce are PyTorch's old spelling of reduction.
std::string_view reduction(const Value& size_average, const Value& reduce, const Value& named) {
  if (size_average.is_none() && reduce.is_none()) return named.to_str();
  const bool average = size_average.is_none() || size_average.to_bool();
  const bool any = reduce.is_none() || reduce.to_bool();
  std::string_view how = !any ? "none" : average ? "mean" : "sum";
  warn(str("size_average and reduce args will be deprecated, please use reduction='", how,
           "' instead."));
  return how;
}

enum Common : uint32_t {
  kReduction,
  kNumber,
  kWeight
};  // types below use a prefix of their own fields

// (size_average, reduce, reduction)
Value plain_init(Self& self, Args a) {
  self.set(kReduction, Value(reduction(a[0], a[1], a[2])));
  return {};
}

template <const char* const& Op>
Value plain_forward(Self& self, Args a) {
  static const OpRef op(Op, "input target reduction");
  return op({a[0], a[1], self.get(kReduction)});
}

constexpr const char* kMse = "mse_loss";
constexpr const char* kL1 = "l1_loss";
constexpr const char* kSoftMargin = "soft_margin_loss";

// (size_average, reduce, reduction, number): SmoothL1Loss, KLDivLoss
Value number_last_init(Self& self, Args a) {
  self.set(kReduction, Value(reduction(a[0], a[1], a[2])));
  self.set(kNumber, a[3]);
  return {};
}

// (reduction, number): HuberLoss
Value huber_init(Self& self, Args a) {
  self.set(kReduction, a[0]);
  self.set(kNumber, a[1]);
  return {};
}

// (margin, size_average, reduce, reduction)
Value margin_init(Self& self, Args a) {
  self.set(kReduction, Value(reduction(a[1], a[2], a[3])));
  self.set(kNumber, a[0]);
  return {};
}

Value smooth_l1_forward(Self& self, Args a) {
  static const OpRef op("smooth_l1_loss", "input target reduction beta");
  return op({a[0], a[1], self.get(kReduction), self.get(kNumber)});
}
Value huber_forward(Self& self, Args a) {
  static const OpRef op("huber_loss", "input target reduction delta");
  return op({a[0], a[1], self.get(kReduction), self.get(kNumber)});
}
Value kl_div_forward(Self& self, Args a) {
  static const OpRef op("kl_div", "input target reduction log_target");
  return op({a[0], a[1], self.get(kReduction), self.get(kNumber)});
}
Value hinge_forward(Self& self, Args a) {
  static const OpRef op("hinge_embedding_loss", "input target margin reduction");
  return op({a[0], a[1], self.get(kNumber), self.get(kReduction)});
}
Value ranking_forward(Self& self, Args a) {
  static const OpRef op("margin_ranking_loss", "input1 input2 target margin reduction");
  return op({a[0], a[1], a[2], self.get(kNumber), self.get(kReduction)});
}
Value cosine_forward(Self& self, Args a) {
  static const OpRef op("cosine_embedding_loss", "input1 input2 target margin reduction");
  return op({a[0], a[1], a[2], self.get(kNumber), self.get(kReduction)});
}

// ---- with a weight per class or element ----

enum CrossEntropy : uint32_t { kIgnoreIndex = 1, kSmoothing, kClassWeight };

// (weight, size_average, ignore_index, reduce, reduction, label_smoothing)
Value cross_entropy_init(Self& self, Args a) {
  self.set(kClassWeight, a[0]);
  self.set(kReduction, Value(reduction(a[1], a[3], a[4])));
  self.set(kIgnoreIndex, a[2]);
  self.set(kSmoothing, a[5]);
  return {};
}
Value cross_entropy_forward(Self& self, Args a) {
  static const OpRef op("cross_entropy",
                        "input target weight ignore_index reduction label_smoothing");
  return op({a[0], a[1], self.get(kClassWeight), self.get(kIgnoreIndex), self.get(kReduction),
             self.get(kSmoothing)});
}

// (weight, size_average, ignore_index, reduce, reduction)
Value nll_init(Self& self, Args a) {
  self.set(kReduction, Value(reduction(a[1], a[3], a[4])));
  self.set(kNumber, a[2]);
  self.set(kWeight, a[0]);
  return {};
}
Value nll_forward(Self& self, Args a) {
  static const OpRef op("nll_loss", "input target weight ignore_index reduction");
  return op({a[0], a[1], self.get(kWeight), self.get(kNumber), self.get(kReduction)});
}

enum Bce : uint32_t { kBceWeight = 1, kPosWeight };

// (weight, size_average, reduce, reduction[, pos_weight])
Value bce_init(Self& self, Args a) {
  self.set(kReduction, Value(reduction(a[1], a[2], a[3])));
  self.set(kBceWeight, a[0]);
  if (a.size() > 4) self.set(kPosWeight, a[4]);
  return {};
}
Value bce_forward(Self& self, Args a) {
  static const OpRef op("binary_cross_entropy", "input target weight reduction");
  return op({a[0], a[1], self.get(kBceWeight), self.get(kReduction)});
}
Value bce_logits_forward(Self& self, Args a) {
  static const OpRef op("binary_cross_entropy_with_logits",
                        "input target weight pos_weight reduction");
  return op({a[0], a[1], self.get(kBceWeight), self.get(kPosWeight), self.get(kReduction)});
}

constexpr const char* kTwo = "forward(Tensor input, Tensor target) -> Tensor";
constexpr const char* kThree = "forward(Tensor input1, Tensor input2, Tensor target) -> Tensor";

constexpr TypeDef row(const char* name, const char* ctor, const char* fields, TypeFn init,
                      TypeFn forward, const char* doc, const char* schema = kTwo) {
  TypeDef t{.name = name};
  t.ctor = ctor;
  t.fields = fields;
  t.init = init;
  t.methods[0] = {schema, forward};
  t.doc = doc;
  return t;
}

constexpr const char* kPlainCtor =
    "(bool? size_average=None, bool? reduce=None, str reduction='mean')";

constexpr TypeDef kTypes[] = {
    row("nn.MSELoss", kPlainCtor, "attr reduction", plain_init, plain_forward<kMse>,
        "The mean squared error."),
    row("nn.L1Loss", kPlainCtor, "attr reduction", plain_init, plain_forward<kL1>,
        "The mean absolute error."),
    row("nn.SoftMarginLoss", kPlainCtor, "attr reduction", plain_init, plain_forward<kSoftMargin>,
        "log(1 + exp(-target * input)), for targets 1 and -1."),
    row("nn.SmoothL1Loss",
        "(bool? size_average=None, bool? reduce=None, str reduction='mean', float beta=1.0)",
        "attr reduction beta", number_last_init, smooth_l1_forward,
        "Squared below beta, absolute above."),
    row("nn.HuberLoss", "(str reduction='mean', float delta=1.0)", "attr reduction delta",
        huber_init, huber_forward, "Squared below delta, delta times absolute above."),
    row("nn.KLDivLoss",
        "(bool? size_average=None, bool? reduce=None, str reduction='mean', bool log_target=False)",
        "attr reduction log_target", number_last_init, kl_div_forward,
        "The Kullback-Leibler divergence of log-probabilities from target probabilities."),
    row("nn.HingeEmbeddingLoss",
        "(float margin=1.0, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        "attr reduction margin", margin_init, hinge_forward,
        "input for target 1, max(0, margin - input) for target -1."),
    row("nn.MarginRankingLoss",
        "(float margin=0.0, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        "attr reduction margin", margin_init, ranking_forward,
        "max(0, -target * (input1 - input2) + margin).", kThree),
    row("nn.CosineEmbeddingLoss",
        "(float margin=0.0, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        "attr reduction margin", margin_init, cosine_forward,
        "1 - cos for target 1, max(0, cos - margin) for target -1.", kThree),
    row("nn.CrossEntropyLoss",
        "(Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, "
        "str reduction='mean', "
        "float label_smoothing=0.0)",
        "attr reduction ignore_index label_smoothing, buffer? weight", cross_entropy_init,
        cross_entropy_forward,
        R"(The cross entropy of unnormalised scores and classes (or class probabilities).

Example:
    >>> loss = tenon.nn.CrossEntropyLoss()
    >>> loss(tenon.zeros(3, 5), tenon.tensor([1, 0, 4]))
    tensor(1.6094)
)"),
    row("nn.NLLLoss",
        "(Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, "
        "str reduction='mean')",
        "attr reduction ignore_index, buffer? weight", nll_init, nll_forward,
        "The negative log likelihood of log-probabilities and classes."),
    row("nn.BCELoss",
        "(Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        "attr reduction, buffer? weight", bce_init, bce_forward,
        "The binary cross entropy of probabilities."),
    row("nn.BCEWithLogitsLoss",
        "(Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean', "
        "Tensor? pos_weight=None)",
        "attr reduction, buffer? weight pos_weight", bce_init, bce_logits_forward,
        "The binary cross entropy of scores before the sigmoid."),
};

}  // namespace
void register_loss() { define_types(kTypes); }
}  // namespace tenon::nn
