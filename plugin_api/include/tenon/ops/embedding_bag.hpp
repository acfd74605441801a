// Generated from core/ops/embedding_bag.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor, Tensor> embedding_bag(const Tensor& weight, const Tensor& indices, const Tensor& offsets, bool scale_grad_by_freq = false, int64_t mode = 0, bool sparse = false, const Tensor& per_sample_weights = {}, bool include_last_offset = false, std::optional<int64_t> padding_idx = {}) { return call<"embedding_bag", std::tuple<Tensor, Tensor, Tensor, Tensor>>(weight, indices, offsets, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx); }
inline Tensor functional_embedding_bag(const Tensor& input, const Tensor& weight, const Tensor& offsets = {}, std::optional<double> max_norm = {}, double norm_type = 2.0, bool scale_grad_by_freq = false, std::string_view mode = "mean", bool sparse = false, const Tensor& per_sample_weights = {}, bool include_last_offset = false, std::optional<int64_t> padding_idx = {}) { return call<"functional_embedding_bag", Tensor>(input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx); }

}  // namespace ops
TN_NAMESPACE_END
