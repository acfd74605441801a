// The loss of sequences whose alignment is unknown.
#include "core/api/loss_ctc.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/compare.h"
#include "core/api/view_dims.h"
#include "core/api/where.h"
#include "core/iter/pointwise.h"
#include "core/kernels/ctc.h"
#include "core/ops/losses.h"
#include "core/ops/products.h"
#include "core/ops/tables.h"
#include "core/parallel/parallel_for.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

void check_lengths(IntSpan lengths, int64_t batch, int64_t most, std::string_view name) {
  check(static_cast<int64_t>(lengths.size()) == batch, name, " must be of size batch_size");
  for (int64_t n : lengths) {
    check(n >= 0 && n <= most, "ctc_loss(): ", name, ": got ", n, ", expected 0 to ", most);
  }
}

// The sequences of a batch: targets are [batch, labels], or all in one row.
class Sequences {
 public:
  Sequences(const Tensor& probs, const Tensor& targets, IntSpan steps, IntSpan labels,
            int64_t blank)
      : steps_(steps), labels_(labels), targets_(raw::contiguous(raw::cast(targets, DType::I64))) {
    const int64_t batch = probs.size(1), classes = probs.size(2);
    check(blank >= 0 && blank < classes, "blank must be in label range");
    check(targets.dim() == 1 || (targets.dim() == 2 && targets.size(0) == batch),
          "ctc_loss(): wrong shape of targets: got ", targets.sizes(), ", expected ", batch,
          " rows or one row of all");
    most_ = labels.empty() ? 0 : *std::max_element(labels.begin(), labels.end());
    check_lengths(steps, batch, probs.size(0), "input_lengths");
    check_lengths(labels, batch, targets.dim() == 2 ? targets.size(1) : targets.numel(),
                  "target_lengths");
    const int64_t sum = std::accumulate(labels.begin(), labels.end(), int64_t{0});
    check(targets.dim() == 2 || sum == targets.numel(), "ctc_loss(): wrong size of targets: got ",
          targets.sizes(), ", expected the sum of target_lengths, ", sum);
    common_ = {probs.dtype(), classes, batch * classes, width(), blank, nullptr, 0, 0};
    if (targets_.is_meta()) return;
    int64_t at = 0;
    for (int64_t b = 0; b < batch; ++b) {
      starts_.push_back(targets.dim() == 2 ? b * targets.size(1) : at);
      at += labels[static_cast<size_t>(b)];
    }
    for (size_t b = 0; b < starts_.size(); ++b)
      for (int64_t s = 0; s < labels[b]; ++s) {
        const int64_t label = targets_.data<int64_t>()[starts_[b] + s];
        check(label >= 0 && label < classes, "ctc_loss(): label out of range: got ", label,
              ", expected 0 to ", classes - 1);
      }
  }

  int64_t width() const { return 2 * most_ + 1; }
  kernels::Ctc operator[](int64_t b) const {
    kernels::Ctc c = common_;
    const auto i = static_cast<size_t>(b);
    c.target = targets_.data<int64_t>() + starts_[i];
    c.steps = steps_[i], c.labels = labels_[i];
    return c;
  }

 private:
  IntSpan steps_, labels_;
  Tensor targets_;
  kernels::Ctc common_;
  std::vector<int64_t> starts_;
  int64_t most_;
};

void check_input(const Tensor& probs, const Tensor& targets) {
  check(probs.dim() == 3, "ctc_loss(): log_probs: got shape ", probs.sizes(),
        ", expected (T, N, C) or (T, C)");
  check_implemented(probs.dtype() == DType::F32 || probs.dtype() == DType::F64,
                    "\"ctc_loss_cpu\" not implemented for '", scalar_type_name(probs.dtype()), "'");
  check(targets.dtype() == DType::I64 || targets.dtype() == DType::I32,
        "ctc_loss(): targets: got dtype ", targets.dtype(), ", expected int64 or int32");
}

char* at(const Tensor& t, int64_t element) {
  return t.raw() + element * static_cast<int64_t>(t.itemsize());
}

std::tuple<Tensor, Tensor> ctc_paths_cpu(const Tensor& log_probs, const Tensor& targets,
                                         IntSpan input_lengths, IntSpan target_lengths,
                                         int64_t blank, bool) {
  check_input(log_probs, targets);
  const Sequences sequences(log_probs, targets, input_lengths, target_lengths, blank);
  const int64_t steps = log_probs.size(0), batch = log_probs.size(1), width = sequences.width();
  const int64_t one[] = {batch}, all[] = {batch, steps, width};
  Tensor loss = new_tensor(one, log_probs.dtype(), log_probs.device());
  Tensor alpha = new_tensor(all, log_probs.dtype(), log_probs.device());
  if (loss.is_meta()) return {loss, alpha};
  const Tensor probs = raw::contiguous(log_probs);
  raw::fill(alpha, -kInf);
  parallel_for(0, batch, 1, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b) {
      const kernels::Ctc c = sequences[b];
      const double nll = ctc_forward(c, at(probs, b * c.classes), at(alpha, b * steps * width));
      store_scalar(nll, loss.dtype(), at(loss, b));
    }
  });
  return {loss, alpha};
}

void ctc_paths_vjp(VjpCtx& c) {
  if (!c.grad(0)) return;
  c.grad_in(0,
            ctc_paths_backward(c.grad(0), c.in(0), c.in(1), c.arg(2).to_ints(), c.arg(3).to_ints(),
                               c.out(0), c.out(1), c.arg(4).to_int(), c.arg(5).to_bool()));
}

Tensor ctc_paths_backward_cpu(const Tensor& grad, const Tensor& log_probs, const Tensor& targets,
                              IntSpan input_lengths, IntSpan target_lengths, const Tensor& loss,
                              const Tensor& alpha, int64_t blank, bool zero_infinity) {
  Tensor out = new_tensor(log_probs.sizes(), log_probs.dtype(), log_probs.device());
  if (out.is_meta()) return out;
  const Sequences sequences(log_probs, targets, input_lengths, target_lengths, blank);
  const Tensor probs = raw::contiguous(log_probs), g = raw::contiguous(grad);
  raw::fill(out, 0);
  parallel_for(0, log_probs.size(1), 1, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b) {
      const kernels::Ctc c = sequences[b];
      const double nll = load_scalar(at(loss, b), loss.dtype()).to_double();
      const double scale = load_scalar(at(g, b), g.dtype()).to_double();
      if (zero_infinity && nll == kInf) continue;
      ctc_backward(c, at(probs, b * c.classes), at(alpha, b * alpha.size(1) * alpha.size(2)), nll,
                   scale, at(out, b * c.classes));
    }
  });
  return out;
}

// Lengths are a tensor or a list of ints.
Dims lengths_of(const Value& v, std::string_view name) {
  Dims out;
  if (v.is_tensor()) {
    check(is_integral(v.tensor().dtype()), name, " must be integral");
    const Tensor t = raw::contiguous(raw::cast(v.tensor(), DType::I64));
    for (int64_t i = 0; i < t.numel(); ++i) out.push_back(t.data<int64_t>()[i]);
    return out;
  }
  if (v.tag == TN_INT) return Dims{v.to_int()};
  for (const Value& n : list_items(v)) out.push_back(n.to_int());
  return out;
}

Tensor ctc_loss_body(const Tensor& log_probs, const Tensor& targets, const Value& input_lengths,
                     const Value& target_lengths, int64_t blank, std::string_view reduction,
                     bool zero_infinity) {
  const Reduce how = check_reduction(reduction);
  const bool batched = log_probs.dim() != 2;
  const Dims steps = lengths_of(input_lengths, "input_lengths"),
             labels = lengths_of(target_lengths, "target_lengths");
  Tensor loss = std::get<0>(ctc_paths(batched ? log_probs : unsqueeze(log_probs, 1), targets, steps,
                                      labels, blank, zero_infinity));
  if (zero_infinity) loss = where(eq(loss, kInf), 0, loss);
  if (how == Reduce::Mean) {
    const int64_t size[] = {static_cast<int64_t>(labels.size())};
    Tensor lengths = new_tensor(size, loss.dtype());
    for (size_t i = 0; i < labels.size(); ++i) {
      store_scalar(static_cast<double>(std::max<int64_t>(1, labels[i])), lengths.dtype(),
                   at(lengths, static_cast<int64_t>(i)));
    }
    loss = div(loss, to(lengths, std::nullopt, loss.device()));
  }
  loss = reduced(loss, reduction);
  return batched || how != Reduce::None ? loss : squeeze_dim(loss, 0);
}

constexpr OpDef kOps[] = {
    {.schema = "ctc_paths(Tensor log_probs, Tensor targets, int[] input_lengths, int[] "
               "target_lengths, int blank, bool zero_infinity) -> (Tensor loss, Tensor log_alpha)",
     .cpu = kernel<ctc_paths_cpu>(),
     .vjp = ctc_paths_vjp,
     .saves = "log_probs, targets, loss, log_alpha",
     .traits = NoFunction,
     .doc = "What ctc_loss is made of: the loss of every sequence, and the prefixes' "
            "log-probabilities."},
    {.schema =
         "ctc_paths_backward(Tensor grad_output, Tensor log_probs, Tensor targets, int[] "
         "input_lengths, int[] target_lengths, Tensor loss, Tensor log_alpha, int blank, bool "
         "zero_infinity) -> Tensor",
     .cpu = kernel<ctc_paths_backward_cpu>(),
     .vjp = no_grad("the gradient of ctc_loss has no gradient of its own, as in PyTorch"),
     .traits = NoFunction,
     .doc = "The gradient of ctc_paths()."},
    {.schema =
         "ctc_loss(Tensor log_probs, Tensor targets, any input_lengths, any target_lengths, int "
         "blank=0, str reduction='mean', bool zero_infinity=False) -> Tensor",
     .body = kernel<ctc_loss_body>(),
     .paths = "tenon.nn.functional.ctc_loss",
     .doc = R"(Returns the negative log-probability of target sequences, summed over all alignments.

Args:
    log_probs: log-probabilities, (T, N, C) or (T, C).
    targets: labels, (N, S), or those of all sequences in one row.
    input_lengths: the steps of each sequence that count, a tensor or a list.
    target_lengths: the labels of each sequence that count.
    blank: the class that separates labels.
    reduction: 'none', 'mean' (each loss divided by its target's length first) or 'sum'.
    zero_infinity: sequences that cannot be aligned cost nothing.

Example:
    >>> log_probs = tenon.full((4, 1, 3), 1 / 3).log()
    >>> tenon.nn.functional.ctc_loss(log_probs, tenon.tensor([[1, 2]]), [4], [2])
    tensor(0.8432)
)"},
};

}  // namespace
void register_loss_ctc(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
