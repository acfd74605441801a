// Generated from core/ops/rnn.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor> lstm_input(const Tensor& input, const std::vector<Tensor>& hx, const std::vector<Tensor>& params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first) { return call<"lstm.input", std::tuple<Tensor, Tensor, Tensor>>(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first); }
inline std::tuple<Tensor, Tensor, Tensor> lstm_data(const Tensor& data, const Tensor& batch_sizes, const std::vector<Tensor>& hx, const std::vector<Tensor>& params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional) { return call<"lstm.data", std::tuple<Tensor, Tensor, Tensor>>(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional); }
inline std::tuple<Tensor, Tensor> gru_input(const Tensor& input, const Tensor& hx, const std::vector<Tensor>& params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first) { return call<"gru.input", std::tuple<Tensor, Tensor>>(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first); }
inline std::tuple<Tensor, Tensor> gru_data(const Tensor& data, const Tensor& batch_sizes, const Tensor& hx, const std::vector<Tensor>& params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional) { return call<"gru.data", std::tuple<Tensor, Tensor>>(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional); }
inline std::tuple<Tensor, Tensor> rnn_tanh_input(const Tensor& input, const Tensor& hx, const std::vector<Tensor>& params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first) { return call<"rnn_tanh.input", std::tuple<Tensor, Tensor>>(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first); }
inline std::tuple<Tensor, Tensor> rnn_tanh_data(const Tensor& data, const Tensor& batch_sizes, const Tensor& hx, const std::vector<Tensor>& params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional) { return call<"rnn_tanh.data", std::tuple<Tensor, Tensor>>(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional); }
inline std::tuple<Tensor, Tensor> rnn_relu_input(const Tensor& input, const Tensor& hx, const std::vector<Tensor>& params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first) { return call<"rnn_relu.input", std::tuple<Tensor, Tensor>>(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first); }
inline std::tuple<Tensor, Tensor> rnn_relu_data(const Tensor& data, const Tensor& batch_sizes, const Tensor& hx, const std::vector<Tensor>& params, bool has_biases, int64_t num_layers, double dropout, bool train, bool bidirectional) { return call<"rnn_relu.data", std::tuple<Tensor, Tensor>>(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional); }

}  // namespace ops
TN_NAMESPACE_END
