// Generated from core/ops/embedding_bag.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor, Tensor, Tensor> embedding_bag(const Tensor& weight, const Tensor& indices, const Tensor& offsets, bool scale_grad_by_freq = false, int64_t mode = 0, bool sparse = false, const Tensor& per_sample_weights = Tensor(), bool include_last_offset = false, std::optional<int64_t> padding_idx = std::nullopt);
Tensor functional_embedding_bag(const Tensor& input, const Tensor& weight, const Tensor& offsets = Tensor(), std::optional<double> max_norm = std::nullopt, double norm_type = 2.0, bool scale_grad_by_freq = false, std::string_view mode = "mean", bool sparse = false, const Tensor& per_sample_weights = Tensor(), bool include_last_offset = false, std::optional<int64_t> padding_idx = std::nullopt);

}  // namespace tenon
