// A layer of a recurrent network as ops, step by step: what the kernels do not do.
#pragma once
#include <string_view>

#include "core/tensor/tensor.h"

namespace tenon {

struct RnnWeights {
  Tensor w_ih, w_hh, b_ih, b_hh, w_hr;  // w_hr, if any, projects the h of an LSTM
};

struct RnnStates {
  Tensor output, h, c;  // c of an LSTM only
};

// One layer in one direction over the packed rows of all steps. Any floating or complex dtype.
RnnStates rnn_by_steps(std::string_view mode, const RnnWeights& w, const Tensor& input,
                       IntSpan batch_sizes, Tensor h, Tensor c, bool reverse);

}  // namespace tenon
