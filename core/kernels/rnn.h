// One step of a recurrent layer: the gates of some rows, forward and backward. float32 and float64;
// all rows are contiguous, of `hidden` elements or a multiple.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

struct RnnForward {
  int64_t rows, hidden;
  void* gates;         // before: x W_ih + biases (LSTM, RNN: + h W_hh); after: activated
  const void* from_h;  // GRU: h W_hh
  const void* bias_n;  // GRU: bias of the third gate's h part, or null
  const void* state;   // before the step. LSTM: the cell; GRU: h
  void* extra;         // LSTM: the new cell; GRU: the third gate's h part
  void* h;             // after the step
};

struct RnnBackward {
  int64_t rows, hidden;
  const void* gates;  // activated; RNN: h
  const void* state;  // as in the forward step
  const void* extra;
  const void* grad_out;  // of h by its users outside of the recurrence, or null
  void* grad_h;       // in: of h by the next step; GRU, out: what goes past the gates to h before
  void* grad_c;       // LSTM: of the cell, after the step in, before it out
  void* grad_gates;   // out: before activation
  void* grad_from_h;  // GRU, out: of from_h
};

struct RnnLoops {
  void (*forward)(const RnnForward& s);
  void (*backward)(const RnnBackward& s);
};

enum class RnnMode : int { Lstm, Gru, Tanh, Relu };
inline constexpr int kRnnModes = 4;

struct RnnTable {
  RnnLoops of[kRnnModes][2];  // float, double
};
extern const PerIsa<RnnTable> rnn_loops;

}  // namespace tenon::kernels
