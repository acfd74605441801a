// Generated from core/ops/rnn_cell.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/rnn_cell.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> lstm_cell(const Tensor& input, TensorSpan hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih, const Tensor& b_hh) {
  static const Op& op = Registry::get().at("lstm_cell");
  const Value args[6] = {cell(input), cell(hx), cell(w_ih), cell(w_hh), cell(b_ih), cell(b_hh)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor gru_cell(const Tensor& input, const Tensor& hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih, const Tensor& b_hh) {
  static const Op& op = Registry::get().at("gru_cell");
  const Value args[6] = {cell(input), cell(hx), cell(w_ih), cell(w_hh), cell(b_ih), cell(b_hh)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rnn_tanh_cell(const Tensor& input, const Tensor& hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih, const Tensor& b_hh) {
  static const Op& op = Registry::get().at("rnn_tanh_cell");
  const Value args[6] = {cell(input), cell(hx), cell(w_ih), cell(w_hh), cell(b_ih), cell(b_hh)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rnn_relu_cell(const Tensor& input, const Tensor& hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih, const Tensor& b_hh) {
  static const Op& op = Registry::get().at("rnn_relu_cell");
  const Value args[6] = {cell(input), cell(hx), cell(w_ih), cell(w_hh), cell(b_ih), cell(b_hh)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
