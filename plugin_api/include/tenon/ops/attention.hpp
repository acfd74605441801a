// Generated from core/ops/attention.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& attn_mask = {}, double dropout_p = 0.0, bool is_causal = false, std::optional<double> scale = {}, bool enable_gqa = false) { return call<"scaled_dot_product_attention", Tensor>(query, key, value, attn_mask, dropout_p, is_causal, scale, enable_gqa); }
inline std::tuple<Tensor, Tensor> _scaled_dot_product_flash_attention_for_cpu(const Tensor& query, const Tensor& key, const Tensor& value, double dropout_p = 0.0, bool is_causal = false, const Tensor& attn_mask = {}, std::optional<double> scale = {}) { return call<"_scaled_dot_product_flash_attention_for_cpu", std::tuple<Tensor, Tensor>>(query, key, value, dropout_p, is_causal, attn_mask, scale); }
inline int64_t _sdpa_backends(std::optional<int64_t> enabled = {}) { return call<"_sdpa_backends", int64_t>(enabled); }

}  // namespace ops
TN_NAMESPACE_END
