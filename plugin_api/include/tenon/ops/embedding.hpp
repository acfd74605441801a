// Generated from core/ops/embedding.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor embedding(const Tensor& weight, const Tensor& indices, int64_t padding_idx = -1, bool scale_grad_by_freq = false, bool sparse = false) { return call<"embedding", Tensor>(weight, indices, padding_idx, scale_grad_by_freq, sparse); }
inline Tensor embedding_dense_backward(const Tensor& grad_output, const Tensor& indices, int64_t num_weights, int64_t padding_idx, bool scale_grad_by_freq) { return call<"embedding_dense_backward", Tensor>(grad_output, indices, num_weights, padding_idx, scale_grad_by_freq); }
inline Tensor embedding_renorm_(const Tensor& input, const Tensor& indices, double max_norm, double norm_type) { return call<"embedding_renorm_", Tensor>(input, indices, max_norm, norm_type); }
inline Tensor functional_embedding(const Tensor& input, const Tensor& weight, std::optional<int64_t> padding_idx = {}, std::optional<double> max_norm = {}, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false) { return call<"functional_embedding", Tensor>(input, weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse); }
inline Tensor one_hot(const Tensor& input, int64_t num_classes = -1) { return call<"one_hot", Tensor>(input, num_classes); }

}  // namespace ops
TN_NAMESPACE_END
