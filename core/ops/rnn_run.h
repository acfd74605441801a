// One layer of a recurrent network in one direction, without autograd. Sequences are packed: step t
// holds the rows of the sequences that are that long, the longest first.
#pragma once
#include <vector>

#include "core/kernels/rnn.h"
#include "core/tensor/tensor.h"

namespace tenon::raw {

// One step, in the order in which they run. Of its `count` rows, which start at `at`, the first
// `before_count` have their state in the rows from `before`, the others in the initial state.
struct RnnStep {
  int64_t at, count, before, before_count;
};
// RuntimeError when the batch sizes are not positive and decreasing.
std::vector<RnnStep> rnn_steps(IntSpan batch_sizes, bool reverse);

struct RnnLayer {
  kernels::RnnMode mode;
  std::vector<RnnStep> steps;
  Tensor h0, c0;  // [batch, hidden]; c0: LSTM
  Tensor w_hh;    // [gates * hidden, hidden]
  int64_t gates() const {
    return mode == kernels::RnnMode::Lstm ? 4 : mode == kernels::RnnMode::Gru ? 3 : 1;
  }
};

// gates: in, x W_ih + biases of all steps (GRU: without the third gate's b_hh, which is bias_n);
// out, activated. extra: LSTM, the cells; GRU, the third gate's part of h; else undefined.
// output: h of all steps. All of one floating dtype, float32 or float64, and contiguous.
void rnn_forward(const RnnLayer& layer, const Tensor& bias_n, const Tensor& gates,
                 const Tensor& extra, const Tensor& output);

// The same without anything kept for a gradient: x W_ih is made step by step, in cache, and `cells`
// (LSTM, [batch, hidden], c0 at first) holds the last ones in the end. bias: as gates has it, or
// undefined.
void rnn_forward_only(const RnnLayer& layer, const Tensor& input, const Tensor& w_ih,
                      const Tensor& bias, const Tensor& bias_n, const Tensor& cells,
                      const Tensor& output);
// Whether that is faster than one product for all steps; it does not depend on the threads.
bool worth_fusing(const RnnLayer& layer);

struct RnnGrads {
  Tensor gates, from_h;  // of x W_ih and of h W_hh, before activation; the same one but for GRU
  Tensor h0, c0;
};
// Gradients that are undefined are zero.
RnnGrads rnn_backward(const RnnLayer& layer, const Tensor& gates, const Tensor& extra,
                      const Tensor& output, const Tensor& grad_output, const Tensor& grad_hn,
                      const Tensor& grad_cn);

// The state after the last step of every sequence, out of `values`, which has that of all steps.
Tensor rnn_last(const std::vector<RnnStep>& steps, const Tensor& values);

}  // namespace tenon::raw
