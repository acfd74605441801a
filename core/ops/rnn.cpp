// Recurrent networks of several layers, one or two directions, over padded or packed sequences.
#include "core/api/rnn.h"

#include "core/api/copy.h"
#include "core/api/dropout.h"
#include "core/api/join.h"
#include "core/api/rnn_layer.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/iter/pointwise.h"
#include "core/ops/rnn_steps.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"
#include "core/registry/mode.h"

namespace tenon::ops {
namespace {

struct Network {
  std::string_view mode;
  TensorSpan params;
  bool has_biases, project;
  int64_t num_layers;
  double dropout;
  bool train, bidirectional;

  int64_t directions() const { return bidirectional ? 2 : 1; }
  int64_t per_layer() const { return (has_biases ? 4 : 2) + (project ? 1 : 0); }
};

// w_ih, w_hh, b_ih, b_hh, w_hr of one layer in one direction.
struct Weights : RnnWeights {
  Weights(const Network& n, int64_t layer) {
    const Tensor* p = n.params.data() + layer * n.per_layer();
    w_ih = p[0], w_hh = p[1];
    if (n.has_biases) b_ih = p[2], b_hh = p[3];
    if (n.project) w_hr = p[n.per_layer() - 1];
  }
};

using States = RnnStates;

// 16-bit types run in float, and are rounded once a layer.
States one_layer(const Network& n, const Weights& w, const Tensor& input, IntSpan batch_sizes,
                 const Tensor& h, const Tensor& c, bool reverse) {
  const DType t = input.dtype();
  if (n.project || is_complex(t)) return rnn_by_steps(n.mode, w, input, batch_sizes, h, c, reverse);
  const bool narrow_type = t == DType::F16 || t == DType::BF16;
  bool keep = false;  // what a gradient needs
  for (const Tensor* x : {&input, &h, &c, &w.w_ih, &w.w_hh, &w.b_ih, &w.b_hh})
    keep = keep || (mode().grad && *x && x->requires_grad());
  auto wide = [&](const Tensor& x) { return narrow_type && x ? to_copy(x, DType::F32) : x; };
  auto back = [&](const Tensor& x) { return narrow_type && x ? to_copy(x, t) : x; };
  auto [output, hn, cn, gates, extra] =
      rnn_layer(n.mode, wide(input), batch_sizes, wide(h), wide(c), wide(w.w_ih), wide(w.w_hh),
                wide(w.b_ih), wide(w.b_hh), reverse, keep);
  return {back(output), back(hn), back(cn)};
}

// All layers over packed rows. h and c: [layers * directions, batch, hidden].
States run(const Network& n, Tensor input, IntSpan batch_sizes, const Tensor& h, const Tensor& c) {
  const int64_t directions = n.directions(), layers = n.num_layers * directions;
  check(static_cast<int64_t>(n.params.size()) == layers * n.per_layer(),
        "got an incorrect number of RNN parameters");
  check(h.dim() == 3 && h.size(0) == layers, "Expected hidden state of ", layers,
        " layers and directions, got size ", h.sizes());
  std::vector<Tensor> hs, cs;
  for (int64_t layer = 0; layer < n.num_layers; ++layer) {
    std::vector<Tensor> outputs;
    for (int64_t d = 0; d < directions; ++d) {
      const int64_t k = layer * directions + d;
      States s = one_layer(n, Weights(n, k), input, batch_sizes, select(h, 0, k),
                           c ? select(c, 0, k) : Tensor(), d == 1);
      outputs.push_back(s.output);
      hs.push_back(s.h);
      if (c) cs.push_back(s.c);
    }
    input = directions == 1 ? outputs[0] : cat(outputs, -1);
    if (n.dropout != 0 && n.train && layer + 1 < n.num_layers)
      input = dropout(input, n.dropout, true);
  }
  return {input, stack(hs), c ? stack(cs) : Tensor()};
}

// The same over [steps, batch, features], or [batch, steps, features].
States run_padded(const Network& n, const Tensor& given, const Tensor& h, const Tensor& c,
                  bool batch_first) {
  check(given.dim() == 3, "Expected a 3-D input of steps, batch and features, got size ",
        given.sizes());
  const Tensor input = batch_first ? transpose(given, 0, 1) : given;
  const int64_t steps = input.size(0), batch = input.size(1);
  check(steps > 0, "Expected sequence length to be larger than 0 in RNN");
  check(h.size(1) == batch, "Expected hidden size of batch ", batch, ", got size ", h.sizes());
  const Dims sizes(static_cast<size_t>(steps), batch);
  States s = run(n, reshape(input, {{steps * batch, input.size(2)}}), sizes, h, c);
  s.output = view(s.output, {{steps, batch, s.output.size(1)}});
  if (batch_first) s.output = transpose(s.output, 0, 1);
  return s;
}

Dims to_sizes(const Tensor& batch_sizes) {
  check(batch_sizes.dim() == 1 && batch_sizes.dtype() == DType::I64 && !batch_sizes.is_meta(),
        "batch_sizes should always be on CPU, one-dimensional and int64: got ", batch_sizes.dtype(),
        " of size ", batch_sizes.sizes());
  const Tensor dense = raw::contiguous(batch_sizes);
  return Dims(IntSpan(dense.data<int64_t>(), static_cast<size_t>(dense.numel())));
}

Network lstm_network(TensorSpan hx, TensorSpan params, bool has_biases, int64_t num_layers,
                     double dropout, bool train, bool bidirectional) {
  check(hx.size() == 2, "lstm expects two hidden states");
  return {"LSTM",     params,  has_biases, hx[0].size(2) != hx[1].size(2),
          num_layers, dropout, train,      bidirectional};
}

std::tuple<Tensor, Tensor, Tensor> lstm_body(const Tensor& input, TensorSpan hx, TensorSpan params,
                                             bool has_biases, int64_t num_layers, double dropout,
                                             bool train, bool bidirectional, bool batch_first) {
  const Network n = lstm_network(hx, params, has_biases, num_layers, dropout, train, bidirectional);
  const States s = run_padded(n, input, hx[0], hx[1], batch_first);
  return {s.output, s.h, s.c};
}

std::tuple<Tensor, Tensor, Tensor> lstm_data_body(const Tensor& data, const Tensor& batch_sizes,
                                                  TensorSpan hx, TensorSpan params, bool has_biases,
                                                  int64_t num_layers, double dropout, bool train,
                                                  bool bidirectional) {
  const Network n = lstm_network(hx, params, has_biases, num_layers, dropout, train, bidirectional);
  const States s = run(n, data, to_sizes(batch_sizes), hx[0], hx[1]);
  return {s.output, s.h, s.c};
}

constexpr char kGru[] = "GRU", kTanh[] = "RNN_TANH", kRelu[] = "RNN_RELU";

template <const char* Mode>
std::tuple<Tensor, Tensor> input_body(const Tensor& input, const Tensor& hx, TensorSpan params,
                                      bool has_biases, int64_t num_layers, double dropout,
                                      bool train, bool bidirectional, bool batch_first) {
  const Network n{Mode, params, has_biases, false, num_layers, dropout, train, bidirectional};
  const States s = run_padded(n, input, hx, {}, batch_first);
  return {s.output, s.h};
}

template <const char* Mode>
std::tuple<Tensor, Tensor> data_body(const Tensor& data, const Tensor& batch_sizes,
                                     const Tensor& hx, TensorSpan params, bool has_biases,
                                     int64_t num_layers, double dropout, bool train,
                                     bool bidirectional) {
  const Network n{Mode, params, has_biases, false, num_layers, dropout, train, bidirectional};
  const States s = run(n, data, to_sizes(batch_sizes), hx, {});
  return {s.output, s.h};
}

constexpr OpDef kOps[] = {
    {.schema = "lstm.input(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int "
               "num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> "
               "(Tensor, Tensor, Tensor)",
     .body = kernel<lstm_body>(),
     .traits = Random,
     .doc =
         R"(An LSTM of one or more layers over a padded batch: the outputs of the last layer, and the last h and c of all.

nn.LSTM holds the parameters and calls it. params are, for each layer and direction, w_ih, w_hh, b_ih, b_hh; without
biases w_ih and w_hh; and w_hr after them when h is projected, which hx tells by its sizes.)"},
    {.schema = "lstm.data(Tensor data, Tensor batch_sizes, Tensor[] hx, Tensor[] params, bool "
               "has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> "
               "(Tensor, Tensor, Tensor)",
     .body = kernel<lstm_data_body>(),
     .traits = Random | DataDependent,
     .doc = "The same over a packed batch, whose step t has batch_sizes[t] rows."},
    {.schema =
         "gru.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, "
         "float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)",
     .body = kernel<input_body<kGru>>(),
     .traits = Random,
     .doc =
         R"(A GRU of one or more layers over a padded batch: the outputs of the last layer, and the last h of all.

nn.GRU holds the parameters and calls it. params are as lstm's.)"},
    {.schema =
         "gru.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, "
         "int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)",
     .body = kernel<data_body<kGru>>(),
     .traits = Random | DataDependent,
     .doc = "The same over a packed batch, whose step t has batch_sizes[t] rows."},
    {.schema = "rnn_tanh.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int "
               "num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> "
               "(Tensor, Tensor)",
     .body = kernel<input_body<kTanh>>(),
     .traits = Random,
     .doc =
         R"(An RNN with tanh of one or more layers over a padded batch: the outputs of the last layer, and the last h of all.

nn.RNN holds the parameters and calls it. params are as lstm's.)"},
    {.schema = "rnn_tanh.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool "
               "has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> "
               "(Tensor, Tensor)",
     .body = kernel<data_body<kTanh>>(),
     .traits = Random | DataDependent,
     .doc = "The same over a packed batch, whose step t has batch_sizes[t] rows."},
    {.schema = "rnn_relu.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int "
               "num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> "
               "(Tensor, Tensor)",
     .body = kernel<input_body<kRelu>>(),
     .traits = Random,
     .doc =
         R"(An RNN with relu of one or more layers over a padded batch: the outputs of the last layer, and the last h of all.

nn.RNN holds the parameters and calls it. params are as lstm's.)"},
    {.schema = "rnn_relu.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool "
               "has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> "
               "(Tensor, Tensor)",
     .body = kernel<data_body<kRelu>>(),
     .traits = Random | DataDependent,
     .doc = "The same over a packed batch, whose step t has batch_sizes[t] rows."},
};

}  // namespace
void register_rnn(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
