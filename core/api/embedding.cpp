// Generated from core/ops/embedding.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/embedding.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor embedding(const Tensor& weight, const Tensor& indices, int64_t padding_idx, bool scale_grad_by_freq, bool sparse) {
  static const Op& op = Registry::get().at("embedding");
  const Value args[5] = {cell(weight), cell(indices), cell(padding_idx), cell(scale_grad_by_freq), cell(sparse)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor embedding_dense_backward(const Tensor& grad_output, const Tensor& indices, int64_t num_weights, int64_t padding_idx, bool scale_grad_by_freq) {
  static const Op& op = Registry::get().at("embedding_dense_backward");
  const Value args[5] = {cell(grad_output), cell(indices), cell(num_weights), cell(padding_idx), cell(scale_grad_by_freq)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor embedding_renorm_(const Tensor& input, const Tensor& indices, double max_norm, double norm_type) {
  static const Op& op = Registry::get().at("embedding_renorm_");
  const Value args[4] = {cell(input), cell(indices), cell(max_norm), cell(norm_type)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor functional_embedding(const Tensor& input, const Tensor& weight, std::optional<int64_t> padding_idx, std::optional<double> max_norm, double norm_type, bool scale_grad_by_freq, bool sparse) {
  static const Op& op = Registry::get().at("functional_embedding");
  const Value args[7] = {cell(input), cell(weight), cell(padding_idx), cell(max_norm), cell(norm_type), cell(scale_grad_by_freq), cell(sparse)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor one_hot(const Tensor& input, int64_t num_classes) {
  static const Op& op = Registry::get().at("one_hot");
  const Value args[2] = {cell(input), cell(num_classes)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
