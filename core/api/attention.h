// Generated from core/ops/attention.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& attn_mask = Tensor(), double dropout_p = 0.0, bool is_causal = false, std::optional<double> scale = std::nullopt, bool enable_gqa = false);
std::tuple<Tensor, Tensor> _scaled_dot_product_flash_attention_for_cpu(const Tensor& query, const Tensor& key, const Tensor& value, double dropout_p = 0.0, bool is_causal = false, const Tensor& attn_mask = Tensor(), std::optional<double> scale = std::nullopt);
int64_t _sdpa_backends(std::optional<int64_t> enabled = std::nullopt);

}  // namespace tenon
