#include "core/ops/rnn_steps.h"

#include <vector>

#include "core/api/activation.h"
#include "core/api/binary.h"
#include "core/api/join.h"
#include "core/api/matmul.h"
#include "core/api/unary_exp.h"
#include "core/api/unary_trig.h"
#include "core/api/view_slice.h"

namespace tenon {
namespace {

// From what the input gives to the gates, and the h and c of the rows that are still going.
RnnStates step(std::string_view mode, const RnnWeights& w, const Tensor& x, const Tensor& h,
               const Tensor& c) {
  const int64_t hidden = c ? c.size(1) : h.size(1);
  const Tensor y = linear(h, w.w_hh, w.b_hh);
  auto part = [&](const Tensor& gates, int64_t k) { return narrow(gates, 1, k * hidden, hidden); };
  if (mode == "LSTM") {
    const Tensor gates = add(x, y);
    Tensor cell =
        add(mul(sigmoid(part(gates, 1)), c), mul(sigmoid(part(gates, 0)), tanh(part(gates, 2))));
    Tensor out = mul(sigmoid(part(gates, 3)), tanh(cell));
    if (w.w_hr) out = linear(out, w.w_hr);
    return {out, out, cell};
  }
  Tensor out;
  if (mode == "GRU") {
    const Tensor reset = sigmoid(add(part(x, 0), part(y, 0)));
    const Tensor update = sigmoid(add(part(x, 1), part(y, 1)));
    const Tensor fresh = tanh(add(part(x, 2), mul(reset, part(y, 2))));
    out = add(mul(sub(h, fresh), update), fresh);
  } else {
    out = mode == "RNN_RELU" ? relu(add(x, y)) : tanh(add(x, y));
  }
  return {out, out, {}};
}

// The state of all rows: those that have ended keep theirs.
Tensor kept(const Tensor& fresh, const Tensor& old) {
  const int64_t n = fresh.size(0), all = old.size(0);
  if (n == all) return fresh;
  const Tensor parts[] = {fresh, narrow(old, 0, n, all - n)};
  return cat(parts);
}

}  // namespace

RnnStates rnn_by_steps(std::string_view mode, const RnnWeights& w, const Tensor& input,
                       IntSpan batch_sizes, Tensor h, Tensor c, bool reverse) {
  const Tensor x = linear(input, w.w_ih, w.b_ih);
  const size_t count = batch_sizes.size();
  std::vector<Tensor> outputs(count);
  std::vector<int64_t> at(count + 1);
  for (size_t t = 0; t < count; ++t) at[t + 1] = at[t] + batch_sizes[t];
  for (size_t i = 0; i < count; ++i) {
    const size_t t = reverse ? count - 1 - i : i;
    const int64_t n = batch_sizes[t];
    RnnStates s =
        step(mode, w, narrow(x, 0, at[t], n), narrow(h, 0, 0, n), c ? narrow(c, 0, 0, n) : c);
    outputs[t] = s.output;
    h = kept(s.h, h);
    if (c) c = kept(s.c, c);
  }
  return {cat(outputs), h, c};
}

}  // namespace tenon
