// Generated from core/ops/rnn_cell.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> lstm_cell(const Tensor& input, const std::vector<Tensor>& hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih = {}, const Tensor& b_hh = {}) { return call<"lstm_cell", std::tuple<Tensor, Tensor>>(input, hx, w_ih, w_hh, b_ih, b_hh); }
inline Tensor gru_cell(const Tensor& input, const Tensor& hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih = {}, const Tensor& b_hh = {}) { return call<"gru_cell", Tensor>(input, hx, w_ih, w_hh, b_ih, b_hh); }
inline Tensor rnn_tanh_cell(const Tensor& input, const Tensor& hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih = {}, const Tensor& b_hh = {}) { return call<"rnn_tanh_cell", Tensor>(input, hx, w_ih, w_hh, b_ih, b_hh); }
inline Tensor rnn_relu_cell(const Tensor& input, const Tensor& hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih = {}, const Tensor& b_hh = {}) { return call<"rnn_relu_cell", Tensor>(input, hx, w_ih, w_hh, b_ih, b_hh); }

}  // namespace ops
TN_NAMESPACE_END
