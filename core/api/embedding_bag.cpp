// Generated from core/ops/embedding_bag.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/embedding_bag.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor, Tensor> embedding_bag(const Tensor& weight, const Tensor& indices, const Tensor& offsets, bool scale_grad_by_freq, int64_t mode, bool sparse, const Tensor& per_sample_weights, bool include_last_offset, std::optional<int64_t> padding_idx) {
  static const Op& op = Registry::get().at("embedding_bag");
  const Value args[9] = {cell(weight), cell(indices), cell(offsets), cell(scale_grad_by_freq), cell(mode), cell(sparse), cell(per_sample_weights), cell(include_last_offset), cell(padding_idx)};
  Value rets[4];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor(), rets[3].take_tensor()};
}

Tensor functional_embedding_bag(const Tensor& input, const Tensor& weight, const Tensor& offsets, std::optional<double> max_norm, double norm_type, bool scale_grad_by_freq, std::string_view mode, bool sparse, const Tensor& per_sample_weights, bool include_last_offset, std::optional<int64_t> padding_idx) {
  static const Op& op = Registry::get().at("functional_embedding_bag");
  const Value args[11] = {cell(input), cell(weight), cell(offsets), cell(max_norm), cell(norm_type), cell(scale_grad_by_freq), cell(mode), cell(sparse), cell(per_sample_weights), cell(include_last_offset), cell(padding_idx)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
