// Generated from core/ops/rnn_layer.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor, Tensor, Tensor, Tensor> rnn_layer(std::string_view mode, const Tensor& input, IntSpan batch_sizes, const Tensor& h0, const Tensor& c0, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih = Tensor(), const Tensor& b_hh = Tensor(), bool reverse = false, bool keep = true);

}  // namespace tenon
