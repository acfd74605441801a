// Rows of a batch are independent, so each thread runs all steps of its rows and nobody waits for a
// step of another's. W_hh is packed once for all of them.
#include "core/ops/rnn_run.h"

#include <algorithm>
#include <cstring>

#include "core/iter/pointwise.h"
#include "core/kernels/panels.h"
#include "core/ops/products.h"
#include "core/parallel/parallel_for.h"

namespace tenon::raw {
namespace {

// Rows of a contiguous matrix by number; null when there is no matrix.
struct Rows {
  Rows(const Tensor& t, int64_t width)
      : data(t ? t.raw() : nullptr), bytes(t ? width * static_cast<int64_t>(t.itemsize()) : 0) {}
  char* operator()(int64_t row) const { return data ? data + row * bytes : nullptr; }
  char* data;
  int64_t bytes;
};

// Calls f(first, last, before) for the rows [begin, end) of a step: `before` is the row of the
// state that row `first` has, or -1 where it is the initial one.
template <class F>
void each_part(const RnnStep& s, int64_t begin, int64_t end, F&& f) {
  end = std::min(end, s.count);
  int64_t middle = std::clamp(s.before_count, begin, std::max(begin, end));
  if (begin < middle) f(begin, middle, s.before + begin);
  if (middle < end) f(middle, end, int64_t{-1});
}

// A share of the batch for every thread, in whole blocks of rows of the product.
template <class F>
void each_share(int64_t batch, F&& f) {
  int64_t threads = num_threads(), share = (batch + threads - 1) / threads;
  parallel_for(0, batch, std::max<int64_t>(8, (share + 7) / 8 * 8), f);
}

// Products of states with W_hh, or of gradients with its transpose. One step alone does not pay for
// packing: there, all rows are multiplied at once by product().
class Weight {
 public:
  Weight(const RnnLayer& layer, bool transposed) : Weight(layer, layer.w_hh, transposed) {}
  Weight(const RnnLayer& layer, const Tensor& w, bool transposed)
      : p_(kernels::panels.get().of[static_cast<int>(w.dtype())]) {
    Dims sizes(w.sizes()), strides(w.strides());
    if (transposed) std::swap(sizes[0], sizes[1]), std::swap(strides[0], strides[1]);
    view_ = make_view(w, sizes, strides, w.offset());
    if (layer.steps.size() == 1) return;
    packed_ = new_tensor({{p_.packed(sizes[0], sizes[1])}}, w.dtype());
    p_.pack(view_.raw(), strides[0], strides[1], sizes[0], sizes[1], packed_.raw());
  }
  bool packed() const { return packed_.defined(); }
  void product(const Tensor& a, const Tensor& out, bool accumulate) const {
    raw::multiply(a, view_, {}, out, accumulate);
  }
  void rows(int64_t n, const char* a, char* out, bool accumulate) const {
    int64_t depth = view_.sizes()[0], width = view_.sizes()[1];
    p_.multiply({.m = n,
                 .n = width,
                 .k = depth,
                 .a = a,
                 .a_row = depth,
                 .a_col = 1,
                 .b = packed_.raw(),
                 .b_rows = depth,
                 .c = out,
                 .c_row = width,
                 .accumulate = accumulate});
  }

 private:
  const kernels::PanelKernels& p_;
  Tensor view_, packed_;
};

}  // namespace

std::vector<RnnStep> rnn_steps(IntSpan batch_sizes, bool reverse) {
  auto count = static_cast<int64_t>(batch_sizes.size());
  std::vector<RnnStep> steps;
  std::vector<int64_t> at(batch_sizes.size() + 1);
  for (int64_t t = 0; t < count; ++t) {
    check(batch_sizes[t] > 0 && (t == 0 || batch_sizes[t] <= batch_sizes[t - 1]),
          "batch_sizes of a packed sequence must be positive and never grow: got ", batch_sizes);
    at[t + 1] = at[t] + batch_sizes[t];
  }
  for (int64_t i = 0; i < count; ++i) {
    int64_t t = reverse ? count - 1 - i : i, before = reverse ? t + 1 : t - 1;
    RnnStep s{at[t], batch_sizes[t], 0, 0};
    if (i > 0) s.before = at[before], s.before_count = std::min(batch_sizes[before], s.count);
    steps.push_back(s);
  }
  return steps;
}

void rnn_forward(const RnnLayer& layer, const Tensor& bias_n, const Tensor& gates,
                 const Tensor& extra, const Tensor& output) {
  const DType t = output.dtype();
  const int64_t hidden = layer.h0.size(1), batch = layer.h0.size(0), width = layer.gates() * hidden;
  const bool lstm = layer.mode == kernels::RnnMode::Lstm, gru = layer.mode == kernels::RnnMode::Gru;
  const auto run =
      kernels::rnn_loops.get().of[static_cast<int>(layer.mode)][t == DType::F64].forward;
  const Weight weight(layer, true);
  const Tensor scratch = gru ? new_tensor({{batch, width}}, t) : Tensor();
  const Rows g(gates, width), x(extra, hidden), h(output, hidden), h0(layer.h0, hidden),
      c0(layer.c0, hidden), from(scratch, width);
  if (!weight.packed()) weight.product(layer.h0, gru ? scratch : gates, !gru);
  each_share(batch, [&](int64_t begin, int64_t end) {
    for (const RnnStep& s : layer.steps) {
      each_part(s, begin, end, [&](int64_t first, int64_t last, int64_t before) {
        const int64_t n = last - first, at = s.at + first;
        const char* state = before < 0 ? h0(first) : h(before);
        if (weight.packed()) weight.rows(n, state, gru ? from(first) : g(at), !gru);
        run({.rows = n,
             .hidden = hidden,
             .gates = g(at),
             .from_h = from(first),
             .bias_n = bias_n ? bias_n.raw() : nullptr,
             .state = !lstm        ? state
                      : before < 0 ? c0(first)
                                   : x(before),
             .extra = x(at),
             .h = h(at)});
      });
    }
  });
}

bool worth_fusing(const RnnLayer& layer) {
  return layer.steps.size() >= 4 && layer.h0.size(0) >= 16;
}

void rnn_forward_only(const RnnLayer& layer, const Tensor& input, const Tensor& w_ih,
                      const Tensor& bias, const Tensor& bias_n, const Tensor& cells,
                      const Tensor& output) {
  const DType t = output.dtype();
  const int64_t hidden = layer.h0.size(1), batch = layer.h0.size(0), width = layer.gates() * hidden;
  const bool lstm = layer.mode == kernels::RnnMode::Lstm, gru = layer.mode == kernels::RnnMode::Gru;
  const auto run =
      kernels::rnn_loops.get().of[static_cast<int>(layer.mode)][t == DType::F64].forward;
  const Weight weight(layer, true), from_x(layer, w_ih, true);
  const Tensor gates = new_tensor({{batch, width}}, t),
               from_h = gru ? new_tensor(gates.sizes(), t) : Tensor();
  const Tensor part = gru ? new_tensor({{batch, hidden}}, t) : cells;
  const Rows g(gates, width), f(from_h, width), e(part, hidden), h(output, hidden),
      h0(layer.h0, hidden), x(input, input.size(1));
  each_share(batch, [&](int64_t begin, int64_t end) {
    for (const RnnStep& s : layer.steps) {
      each_part(s, begin, end, [&](int64_t first, int64_t last, int64_t before) {
        const int64_t n = last - first, at = s.at + first;
        const char* state = before < 0 ? h0(first) : h(before);
        for (int64_t r = first; bias && r < last; ++r)
          std::memcpy(g(r), bias.raw(), static_cast<size_t>(g.bytes));
        from_x.rows(n, x(at), g(first), bias.defined());
        weight.rows(n, state, gru ? f(first) : g(first), !gru);
        run({.rows = n,
             .hidden = hidden,
             .gates = g(first),
             .from_h = f(first),
             .bias_n = bias_n ? bias_n.raw() : nullptr,
             .state = lstm ? e(first) : state,
             .extra = e(first),
             .h = h(at)});
      });
    }
  });
}

RnnGrads rnn_backward(const RnnLayer& layer, const Tensor& gates, const Tensor& extra,
                      const Tensor& output, const Tensor& grad_output, const Tensor& grad_hn,
                      const Tensor& grad_cn) {
  const DType t = output.dtype();
  const int64_t hidden = layer.h0.size(1), batch = layer.h0.size(0), width = layer.gates() * hidden;
  const bool lstm = layer.mode == kernels::RnnMode::Lstm, gru = layer.mode == kernels::RnnMode::Gru;
  const auto run =
      kernels::rnn_loops.get().of[static_cast<int>(layer.mode)][t == DType::F64].backward;
  const Weight weight(layer, false);
  const Tensor outside = grad_output ? contiguous(grad_output) : Tensor();
  auto start = [&](const Tensor& grad) {
    Tensor g = new_tensor({{batch, hidden}}, t);
    grad ? copy(g, grad) : fill(g, 0);
    return g;
  };
  RnnGrads grads;
  grads.gates = new_tensor({{output.size(0), width}}, t);
  grads.from_h = gru ? new_tensor(grads.gates.sizes(), t) : grads.gates;
  grads.h0 = start(grad_hn);
  if (lstm) grads.c0 = start(grad_cn);
  const Rows g(gates, width), x(extra, hidden), h(output, hidden), h0(layer.h0, hidden),
      c0(layer.c0, hidden), out(outside, hidden), gg(grads.gates, width), gf(grads.from_h, width),
      gh(grads.h0, hidden), gc(grads.c0, hidden);
  each_share(batch, [&](int64_t begin, int64_t end) {
    for (size_t i = layer.steps.size(); i-- > 0;) {
      const RnnStep& s = layer.steps[i];
      each_part(s, begin, end, [&](int64_t first, int64_t last, int64_t before) {
        const int64_t n = last - first, at = s.at + first;
        const Rows &state = lstm ? x : h, &initial = lstm ? c0 : h0;
        run({.rows = n,
             .hidden = hidden,
             .gates = gates ? g(at) : h(at),
             .state = before < 0 ? initial(first) : state(before),
             .extra = x(at),
             .grad_out = out(at),
             .grad_h = gh(first),
             .grad_c = gc(first),
             .grad_gates = gg(at),
             .grad_from_h = gf(at)});
        if (weight.packed()) weight.rows(n, gf(at), gh(first), gru);
      });
    }
  });
  if (!weight.packed()) weight.product(grads.from_h, grads.h0, gru);
  return grads;
}

Tensor rnn_last(const std::vector<RnnStep>& steps, const Tensor& values) {
  int64_t batch = 0, width = values.size(1), done = 0;
  for (const RnnStep& s : steps) batch = std::max(batch, s.count);
  Tensor out = new_tensor({{batch, width}}, values.dtype(), values.device());
  if (out.is_meta()) return out;
  const Rows from(values, width), to(out, width);
  for (size_t i = steps.size(); i-- > 0;) {
    const RnnStep& s = steps[i];
    if (s.count <= done) continue;
    std::memcpy(to(done), from(s.at + done), static_cast<size_t>((s.count - done) * from.bytes));
    done = s.count;
  }
  return out;
}

}  // namespace tenon::raw
