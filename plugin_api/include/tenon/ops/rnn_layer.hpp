// Generated from core/ops/rnn_layer.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor, Tensor, Tensor> rnn_layer(std::string_view mode, const Tensor& input, IntSpan batch_sizes, const Tensor& h0, const Tensor& c0, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih = {}, const Tensor& b_hh = {}, bool reverse = false, bool keep = true) { return call<"rnn_layer", std::tuple<Tensor, Tensor, Tensor, Tensor, Tensor>>(mode, input, batch_sizes, h0, c0, w_ih, w_hh, b_ih, b_hh, reverse, keep); }

}  // namespace ops
TN_NAMESPACE_END
