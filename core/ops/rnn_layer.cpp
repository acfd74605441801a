// One layer of a recurrent network in one direction, all steps in one call: what lstm, gru,
// rnn_tanh and rnn_relu are made of.
#include "core/api/rnn_layer.h"

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/copy.h"
#include "core/api/create.h"
#include "core/api/join.h"
#include "core/api/matmul.h"
#include "core/api/reduce.h"
#include "core/api/unary_trig.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/iter/pointwise.h"
#include "core/ops/rnn_run.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/tensor/layout.h"

namespace tenon::ops {
namespace {

using kernels::RnnMode;
using raw::RnnGrads;
using raw::RnnLayer;
using raw::RnnStep;

enum Arg { kMode, kInput, kSizes, kH0, kC0, kWih, kWhh, kBih, kBhh, kReverse, kKeep };
enum Result { kOutput, kHn, kCn, kGates, kExtra };

RnnMode parse_mode(std::string_view mode) {
  if (mode == "LSTM") return RnnMode::Lstm;
  if (mode == "GRU") return RnnMode::Gru;
  if (mode == "RNN_TANH") return RnnMode::Tanh;
  if (mode == "RNN_RELU") return RnnMode::Relu;
  fail(ErrorKind::Value, "Unrecognized RNN mode: ", mode);
}

Tensor rows(const Tensor& t, int64_t at, int64_t count) { return narrow(t, 0, at, count); }

// The two biases as one, as far as they are added at the same place.
Tensor joined_bias(RnnMode mode, const Tensor& b_ih, const Tensor& b_hh, int64_t hidden) {
  if (!b_ih) return {};
  if (mode != RnnMode::Gru) return add(b_ih, b_hh);
  const Tensor parts[] = {add(rows(b_ih, 0, 2 * hidden), rows(b_hh, 0, 2 * hidden)),
                          rows(b_ih, 2 * hidden, hidden)};
  return cat(parts);
}

void check_layer(const RnnLayer& layer, const Tensor& input, const Tensor& w_ih) {
  const int64_t hidden = layer.h0.size(1), width = layer.gates() * hidden;
  int64_t total = 0;
  for (const RnnStep& s : layer.steps) total += s.count;
  check(!layer.steps.empty(), "Expected sequence length to be larger than 0 in RNN");
  check(input.dim() == 2 && input.size(0) == total,
        "rnn_layer(): the input must hold the rows of all steps: got ", input.sizes(),
        ", expected ", total, " rows.");
  check(same(layer.w_hh.sizes(), Dims{width, hidden}) && w_ih.size(0) == width,
        "rnn_layer(): the weights do not fit the hidden size: got ", w_ih.sizes(), " and ",
        layer.w_hh.sizes(), " for ", hidden);
  for (const Tensor& t : {layer.h0, layer.c0, layer.w_hh, w_ih}) {
    check(!t || t.dtype() == input.dtype(), "rnn_layer(): expected all tensors to be ",
          input.dtype(), " as the input is, got ", t ? t.dtype() : input.dtype());
  }
  check_implemented(input.dtype() == DType::F32 || input.dtype() == DType::F64,
                    "\"rnn_layer\" not implemented for '", input.dtype(), "'");
}

using Results = std::tuple<Tensor, Tensor, Tensor, Tensor, Tensor>;

Results forward_only(const RnnLayer& layer, const Tensor& input, const Tensor& w_ih,
                     const Tensor& bias, const Tensor& bias_n) {
  const Tensor output = new_tensor({{input.size(0), layer.h0.size(1)}}, input.dtype());
  Tensor cells;
  if (layer.mode == RnnMode::Lstm) {
    cells = new_tensor(layer.c0.sizes(), input.dtype());
    raw::copy(cells, layer.c0);
  }
  raw::rnn_forward_only(layer, input, w_ih, bias, bias_n, cells, output);
  return {output, raw::rnn_last(layer.steps, output), cells, {}, {}};
}

Results rnn_layer_cpu(std::string_view mode, const Tensor& input, IntSpan batch_sizes,
                      const Tensor& h0, const Tensor& c0, const Tensor& w_ih, const Tensor& w_hh,
                      const Tensor& b_ih, const Tensor& b_hh, bool reverse, bool keep) {
  RnnLayer layer{parse_mode(mode), raw::rnn_steps(batch_sizes, reverse), raw::contiguous(h0),
                 c0 ? raw::contiguous(c0) : Tensor(), w_hh};
  check_layer(layer, input, w_ih);
  const int64_t hidden = h0.size(1), total = input.size(0);
  const bool lstm = layer.mode == RnnMode::Lstm, gru = layer.mode == RnnMode::Gru;
  const Tensor bias = joined_bias(layer.mode, b_ih, b_hh, hidden);
  const Tensor bias_n = gru && b_hh ? contiguous(rows(b_hh, 2 * hidden, hidden)) : Tensor();
  if (!keep && raw::worth_fusing(layer) && !input.is_meta())
    return forward_only(layer, raw::contiguous(input), w_ih, bias, bias_n);
  Tensor gates = linear(input, w_ih, bias);
  const Tensor fresh = new_tensor({{total, hidden}}, input.dtype(), input.device());
  const Tensor output = lstm || gru ? fresh : gates;
  const Tensor extra =
      lstm || gru ? new_tensor({{total, hidden}}, input.dtype(), input.device()) : Tensor();
  if (!output.is_meta()) raw::rnn_forward(layer, bias_n, gates, extra, output);
  Tensor cn = lstm ? raw::rnn_last(layer.steps, extra) : Tensor();
  const bool kept = keep && (lstm || gru);
  return {output, raw::rnn_last(layer.steps, output), cn, kept ? gates : Tensor(),
          kept ? extra : Tensor()};
}

// ---- gradients ----

// The state of every step before it: rows of `values`, of the initial state where there was none.
Tensor states_before(const std::vector<RnnStep>& steps, bool reverse, const Tensor& values,
                     const Tensor& initial) {
  std::vector<Tensor> parts;
  for (size_t i = 0; i < steps.size(); ++i) {
    const RnnStep& s = steps[reverse ? steps.size() - 1 - i : i];
    if (s.before_count > 0) parts.push_back(rows(values, s.before, s.before_count));
    if (s.before_count < s.count)
      parts.push_back(rows(initial, s.before_count, s.count - s.before_count));
  }
  return cat(parts);
}

Tensor plus(const Tensor& a, const Tensor& b) { return !a ? b : !b ? a : add(a, b); }
Tensor slope_of_sigmoid(const Tensor& y) { return mul(y, sub(1, y)); }
Tensor slope_of_tanh(const Tensor& y) { return sub(1, mul(y, y)); }

// The backward pass as ops, for gradients of gradients. It reads what the forward pass saved, so
// gradients by that come back to the layer too.
class Recurrence {
 public:
  Recurrence(VjpCtx& c, const RnnLayer& layer, const Tensor& before)
      : c_(c), layer_(layer), output_(c.out(kOutput)), before_(before) {
    if (layer.mode == RnnMode::Lstm || layer.mode == RnnMode::Gru)
      gates_ = c.out(kGates), extra_ = c.out(kExtra);
    if (layer.mode == RnnMode::Lstm)
      cells_before_ = states_before(layer.steps, c.arg(kReverse).to_bool(), extra_, layer.c0);
  }

  RnnGrads run() {
    const size_t count = layer_.steps.size();
    std::vector<Tensor> gates(count), from_h(count);
    Tensor gh = initial(c_.grad(kHn)), gc = initial(c_.grad(kCn));
    for (size_t i = count; i-- > 0;) {
      const RnnStep& s = layer_.steps[i];
      const Step step =
          back(s, plus(rows(gh, 0, s.count), part(c_.grad(kOutput), s)), rows(gc, 0, s.count));
      const size_t place = c_.arg(kReverse).to_bool() ? count - 1 - i : i;
      gates[place] = step.gates, from_h[place] = step.from_h;
      gh = replaced(gh, plus(mm(step.from_h, layer_.w_hh), step.past));
      if (step.cell) gc = replaced(gc, step.cell);
    }
    return {cat(gates), cat(from_h), gh, gc};
  }

 private:
  struct Step {
    Tensor gates, from_h;  // gradients before activation
    Tensor past;           // GRU: what goes past the gates to h before
    Tensor cell;           // LSTM: of the cell before
  };

  Tensor initial(const Tensor& grad) const { return grad ? grad : zeros_like(layer_.h0); }
  static Tensor part(const Tensor& t, const RnnStep& s) {
    return t ? rows(t, s.at, s.count) : Tensor();
  }
  // t with its first rows replaced.
  static Tensor replaced(const Tensor& t, const Tensor& first) {
    const int64_t n = first.size(0), all = t.size(0);
    if (n == all) return first;
    const Tensor parts[] = {first, rows(t, n, all - n)};
    return cat(parts);
  }
  // The k-th gate of a step.
  Tensor gate(const Tensor& t, const RnnStep& s, int64_t k) const {
    const int64_t hidden = layer_.h0.size(1);
    return t ? narrow(part(t, s), 1, k * hidden, hidden) : Tensor();
  }

  Step back(const RnnStep& s, const Tensor& h, const Tensor& cell) const {
    if (layer_.mode == RnnMode::Lstm) return lstm(s, h, cell);
    if (layer_.mode == RnnMode::Gru) return gru(s, h);
    const Tensor y = part(output_, s);
    const Tensor g = layer_.mode == RnnMode::Tanh ? mul(h, slope_of_tanh(y))
                                                  : mul(h, to_copy(gt(y, 0), h.dtype()));
    return {g, g, {}, {}};
  }

  Step lstm(const RnnStep& s, const Tensor& h, const Tensor& cell) const {
    const Tensor i = gate(gates_, s, 0), f = gate(gates_, s, 1), u = gate(gates_, s, 2),
                 o = gate(gates_, s, 3), y = tanh(part(extra_, s));
    const Tensor& more = c_.grad(kGates);
    const Tensor c = plus(add(cell, mul(mul(h, o), slope_of_tanh(y))), part(c_.grad(kExtra), s));
    const Tensor parts[] = {
        mul(plus(mul(c, u), gate(more, s, 0)), slope_of_sigmoid(i)),
        mul(plus(mul(c, part(cells_before_, s)), gate(more, s, 1)), slope_of_sigmoid(f)),
        mul(plus(mul(c, i), gate(more, s, 2)), slope_of_tanh(u)),
        mul(plus(mul(h, y), gate(more, s, 3)), slope_of_sigmoid(o))};
    const Tensor g = cat(parts, 1);
    return {g, g, {}, mul(c, f)};
  }

  Step gru(const RnnStep& s, const Tensor& h) const {
    const Tensor r = gate(gates_, s, 0), z = gate(gates_, s, 1), u = gate(gates_, s, 2),
                 from = part(extra_, s);
    const Tensor& more = c_.grad(kGates);
    const Tensor third = mul(plus(mul(h, sub(1, z)), gate(more, s, 2)), slope_of_tanh(u));
    const Tensor first = mul(plus(mul(third, from), gate(more, s, 0)), slope_of_sigmoid(r));
    const Tensor second =
        mul(plus(mul(h, sub(part(before_, s), u)), gate(more, s, 1)), slope_of_sigmoid(z));
    const Tensor x[] = {first, second, third};
    const Tensor from_h[] = {first, second, plus(mul(third, r), part(c_.grad(kExtra), s))};
    return {cat(x, 1), cat(from_h, 1), mul(h, z), {}};
  }

  VjpCtx& c_;
  const RnnLayer& layer_;
  Tensor output_, before_, gates_, extra_, cells_before_;
};

RnnGrads step_grads(VjpCtx& c, const RnnLayer& layer, const Tensor& before) {
  const bool more = c.grad(kGates).defined() || c.grad(kExtra).defined();
  if (c.recording() || more || layer.h0.is_meta()) return Recurrence(c, layer, before).run();
  const bool simple = layer.mode == RnnMode::Tanh || layer.mode == RnnMode::Relu;
  return raw::rnn_backward(layer, simple ? Tensor() : c.out(kGates),
                           simple ? Tensor() : c.out(kExtra), c.out(kOutput), c.grad(kOutput),
                           c.grad(kHn), c.grad(kCn));
}

void rnn_layer_vjp(VjpCtx& c) {
  const bool reverse = c.arg(kReverse).to_bool();
  check(c.arg(kKeep).to_bool(),
        "rnn_layer(): nothing was kept for the gradient. Hint: call it with keep=True.");
  const Tensor w_hh = c.in(kWhh);
  RnnLayer layer{parse_mode(c.arg(kMode).to_str()),
                 raw::rnn_steps(c.arg(kSizes).to_ints(), reverse),
                 contiguous(c.in(kH0)),
                 {},
                 w_hh};
  if (layer.mode == RnnMode::Lstm) layer.c0 = contiguous(c.in(kC0));
  const Tensor before = states_before(layer.steps, reverse, c.out(kOutput), layer.h0);
  const RnnGrads g = step_grads(c, layer, before);
  if (c.needs(kInput)) c.grad_in(kInput, mm(g.gates, c.in(kWih)));
  if (c.needs(kH0)) c.grad_in(kH0, g.h0);
  if (c.needs(kC0)) c.grad_in(kC0, g.c0);
  if (c.needs(kWih)) c.grad_in(kWih, mm(t(g.gates), c.in(kInput)));
  if (c.needs(kWhh)) c.grad_in(kWhh, mm(t(g.from_h), before));
  if (!c.needs(kBih) && !c.needs(kBhh)) return;
  const Tensor bias = sum(g.gates, Ints<0>::span);
  if (c.needs(kBih)) c.grad_in(kBih, bias);
  if (c.needs(kBhh))
    c.grad_in(kBhh, layer.mode == RnnMode::Gru ? sum(g.from_h, Ints<0>::span) : bias);
}

constexpr OpDef kOps[] = {
    {.schema = "rnn_layer(str mode, Tensor input, int[] batch_sizes, Tensor h0, Tensor? c0, Tensor "
               "w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None, bool reverse=False, bool "
               "keep=True) -> "
               "(Tensor output, Tensor hn, Tensor cn, Tensor gates, Tensor extra)",
     .cpu = kernel<rnn_layer_cpu>(),
     .vjp = rnn_layer_vjp,
     .saves = "input:w_ih, h0, c0, w_ih:input, w_hh, output, gates, extra",
     .traits = NoFunction,
     .doc =
         R"(Runs one layer of mode LSTM, GRU, RNN_TANH or RNN_RELU in one direction over packed rows [steps, features]: step t has
batch_sizes[t] rows. cn is None but for LSTM. gates and extra are kept for the gradient: the activated gates, and the
cells (LSTM) or the third gate's part of h (GRU); without keep they are None.)"},
};

}  // namespace
void register_rnn_layer(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
