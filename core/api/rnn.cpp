// Generated from core/ops/rnn.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/rnn.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor> lstm_input(const Tensor& input, TensorSpan hx, TensorSpan params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first) {
  static const Op& op = Registry::get().at("lstm.input");
  const Value args[9] = {cell(input), cell(hx), cell(params), cell(has_biases), cell(num_layers), cell(dropout), cell(train), cell(bidirectional), cell(batch_first)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor, Tensor> lstm_data(const Tensor& data, const Tensor& batch_sizes, TensorSpan hx, TensorSpan params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional) {
  static const Op& op = Registry::get().at("lstm.data");
  const Value args[9] = {cell(data), cell(batch_sizes), cell(hx), cell(params), cell(has_biases), cell(num_layers), cell(dropout), cell(train), cell(bidirectional)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

std::tuple<Tensor, Tensor> gru_input(const Tensor& input, const Tensor& hx, TensorSpan params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first) {
  static const Op& op = Registry::get().at("gru.input");
  const Value args[9] = {cell(input), cell(hx), cell(params), cell(has_biases), cell(num_layers), cell(dropout), cell(train), cell(bidirectional), cell(batch_first)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> gru_data(const Tensor& data, const Tensor& batch_sizes, const Tensor& hx, TensorSpan params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional) {
  static const Op& op = Registry::get().at("gru.data");
  const Value args[9] = {cell(data), cell(batch_sizes), cell(hx), cell(params), cell(has_biases), cell(num_layers), cell(dropout), cell(train), cell(bidirectional)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> rnn_tanh_input(const Tensor& input, const Tensor& hx, TensorSpan params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first) {
  static const Op& op = Registry::get().at("rnn_tanh.input");
  const Value args[9] = {cell(input), cell(hx), cell(params), cell(has_biases), cell(num_layers), cell(dropout), cell(train), cell(bidirectional), cell(batch_first)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> rnn_tanh_data(const Tensor& data, const Tensor& batch_sizes, const Tensor& hx, TensorSpan params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional) {
  static const Op& op = Registry::get().at("rnn_tanh.data");
  const Value args[9] = {cell(data), cell(batch_sizes), cell(hx), cell(params), cell(has_biases), cell(num_layers), cell(dropout), cell(train), cell(bidirectional)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> rnn_relu_input(const Tensor& input, const Tensor& hx, TensorSpan params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first) {
  static const Op& op = Registry::get().at("rnn_relu.input");
  const Value args[9] = {cell(input), cell(hx), cell(params), cell(has_biases), cell(num_layers), cell(dropout), cell(train), cell(bidirectional), cell(batch_first)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> rnn_relu_data(const Tensor& data, const Tensor& batch_sizes, const Tensor& hx, TensorSpan params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional) {
  static const Op& op = Registry::get().at("rnn_relu.data");
  const Value args[9] = {cell(data), cell(batch_sizes), cell(hx), cell(params), cell(has_biases), cell(num_layers), cell(dropout), cell(train), cell(bidirectional)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

}  // namespace tenon
