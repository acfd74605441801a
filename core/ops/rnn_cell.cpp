// Single steps of recurrent networks.
#include "core/api/rnn_cell.h"

#include "core/api/copy.h"
#include "core/api/rnn_layer.h"
#include "core/ops/rnn_steps.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

struct Cell {
  Tensor h, c;
};

void check_cell(const Tensor& input, const Tensor& h, const Tensor& w_ih, const Tensor& w_hh,
                int64_t gates) {
  check(input.dim() == 2 && h.dim() == 2, "Expected a 2-D input and hidden state, got sizes ",
        input.sizes(), " and ", h.sizes());
  check(input.size(1) == w_ih.size(1), "input has inconsistent input_size: got ", input.size(1),
        " expected ", w_ih.size(1));
  check(input.size(0) == h.size(0), "Input batch size ", input.size(0),
        " doesn't match hidden batch size ", h.size(0));
  check(h.size(1) * gates == w_hh.size(0), "hidden has inconsistent hidden_size: got ", h.size(1),
        " expected ", w_hh.size(0) / gates);
}

Cell step(std::string_view mode, int64_t gates, const Tensor& input, const Tensor& h,
          const Tensor& c, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih,
          const Tensor& b_hh) {
  check_cell(input, h, w_ih, w_hh, gates);
  const DType t = input.dtype();
  const bool narrow = t == DType::F16 || t == DType::BF16;
  auto wide = [&](const Tensor& x) { return narrow && x ? to_copy(x, DType::F32) : x; };
  const int64_t rows[] = {input.size(0)};
  if (is_complex(t)) {
    RnnStates s = rnn_by_steps(mode, {w_ih, w_hh, b_ih, b_hh, {}}, input, rows, h, c, false);
    return {s.output, s.c};
  }
  auto [output, hn, cn, kept, extra] =
      rnn_layer(mode, wide(input), rows, wide(h), wide(c), wide(w_ih), wide(w_hh), wide(b_ih),
                wide(b_hh), false);
  return {narrow ? to_copy(output, t) : output, narrow && cn ? to_copy(cn, t) : cn};
}

std::tuple<Tensor, Tensor> lstm_cell_body(const Tensor& input, TensorSpan hx, const Tensor& w_ih,
                                          const Tensor& w_hh, const Tensor& b_ih,
                                          const Tensor& b_hh) {
  check(hx.size() == 2, "lstm_cell expects two hidden states");
  const Cell cell = step("LSTM", 4, input, hx[0], hx[1], w_ih, w_hh, b_ih, b_hh);
  return {cell.h, cell.c};
}

constexpr char kGru[] = "GRU", kTanh[] = "RNN_TANH", kRelu[] = "RNN_RELU";

template <const char* Mode, int64_t Gates>
Tensor cell_body(const Tensor& input, const Tensor& hx, const Tensor& w_ih, const Tensor& w_hh,
                 const Tensor& b_ih, const Tensor& b_hh) {
  return step(Mode, Gates, input, hx, {}, w_ih, w_hh, b_ih, b_hh).h;
}

constexpr OpDef kOps[] = {
    {.schema = "lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, "
               "Tensor? b_hh=None) -> (Tensor, Tensor)",
     .body = kernel<lstm_cell_body>(),
     .doc = R"(One step of an LSTM: the new h and c. hx are the old ones.

Example:
    >>> h, c = tenon.lstm_cell(tenon.ones(1, 2), [tenon.zeros(1, 1), tenon.ones(1, 1)], tenon.zeros(4, 2), tenon.zeros(4, 1))
    >>> c
    tensor([[0.5000]])
)"},
    {.schema = "gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, "
               "Tensor? b_hh=None) -> Tensor",
     .body = kernel<cell_body<kGru, 3>>(),
     .doc = R"(One step of a GRU: the new state.

Example:
    >>> tenon.gru_cell(tenon.ones(1, 2), tenon.ones(1, 1), tenon.zeros(3, 2), tenon.zeros(3, 1))
    tensor([[0.5000]])
)"},
    {.schema = "rnn_tanh_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? "
               "b_ih=None, Tensor? b_hh=None) -> Tensor",
     .body = kernel<cell_body<kTanh, 1>>(),
     .doc = R"(One step of an RNN: tanh(x W_ih^T + b_ih + h W_hh^T + b_hh).

Example:
    >>> tenon.rnn_tanh_cell(tenon.ones(1, 2), tenon.ones(1, 1), tenon.zeros(1, 2), tenon.ones(1, 1))
    tensor([[0.7616]])
)"},
    {.schema = "rnn_relu_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? "
               "b_ih=None, Tensor? b_hh=None) -> Tensor",
     .body = kernel<cell_body<kRelu, 1>>(),
     .doc = R"(One step of an RNN: relu(x W_ih^T + b_ih + h W_hh^T + b_hh).

Example:
    >>> tenon.rnn_relu_cell(tenon.ones(1, 2), tenon.ones(1, 1), tenon.ones(1, 2), tenon.ones(1, 1))
    tensor([[3.]])
)"},
};

}  // namespace
void register_rnn_cell(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
