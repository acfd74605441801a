// Generated from core/ops/attention.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/attention.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& attn_mask, double dropout_p, bool is_causal, std::optional<double> scale, bool enable_gqa) {
  static const Op& op = Registry::get().at("scaled_dot_product_attention");
  const Value args[8] = {cell(query), cell(key), cell(value), cell(attn_mask), cell(dropout_p), cell(is_causal), cell(scale), cell(enable_gqa)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> _scaled_dot_product_flash_attention_for_cpu(const Tensor& query, const Tensor& key, const Tensor& value, double dropout_p, bool is_causal, const Tensor& attn_mask, std::optional<double> scale) {
  static const Op& op = Registry::get().at("_scaled_dot_product_flash_attention_for_cpu");
  const Value args[7] = {cell(query), cell(key), cell(value), cell(dropout_p), cell(is_causal), cell(attn_mask), cell(scale)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

int64_t _sdpa_backends(std::optional<int64_t> enabled) {
  static const Op& op = Registry::get().at("_sdpa_backends");
  const Value args[1] = {cell(enabled)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].to_int();
}

}  // namespace tenon
