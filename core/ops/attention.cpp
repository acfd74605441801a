// Attention.
#include "core/api/attention.h"

#include <cmath>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/dropout.h"
#include "core/api/matmul.h"
#include "core/api/ranges.h"
#include "core/api/softmax.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/where.h"
#include "core/ops/tables.h"
#include "core/registry/box.h"

namespace tenon::ops {
namespace {

// Repeats each head of [..., heads, length, width] until there are `heads` of them.
Tensor repeat_heads(const Tensor& t, int64_t heads) {
  int64_t have = t.size(-3);
  if (have == heads) return t;
  check(have > 0 && heads % have == 0,
        "scaled_dot_product_attention(): the query's heads must be a multiple of those of key and "
        "value: got ",
        heads, " and ", have);
  Dims wide(t.sizes()), flat(t.sizes());
  wide.insert(wide.size() - 2, heads / have);
  flat[flat.size() - 3] = heads;
  return reshape(expand(unsqueeze(t, -3), wide), flat);
}

Tensor scaled_dot_product_attention_body(const Tensor& query, const Tensor& key,
                                         const Tensor& value, const Tensor& attn_mask,
                                         double dropout_p, bool is_causal,
                                         std::optional<double> scale, bool enable_gqa) {
  check(query.dim() >= 2 && key.dim() >= 2 && value.dim() >= 2,
        "scaled_dot_product_attention: Expected query, key, and value to all be at least 2 "
        "dimensional, but got query.dim(): ",
        query.dim(), ", key.dim(): ", key.dim(), " and value.dim(): ", value.dim(), " instead.");
  check(
      query.dtype() == key.dtype() && query.dtype() == value.dtype(),
      "Expected query, key, and value to have the same dtype, but got query.dtype: ", query.dtype(),
      " key.dtype: ", key.dtype(), " and value.dtype: ", value.dtype(), " instead.");
  check(!(is_causal && attn_mask.defined()),
        "scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
  Tensor k = enable_gqa ? repeat_heads(key, query.size(-3)) : key;
  Tensor v = enable_gqa ? repeat_heads(value, query.size(-3)) : value;
  double factor = scale.value_or(1 / std::sqrt(static_cast<double>(query.size(-1))));
  Tensor scores = matmul(mul(query, factor), transpose(k, -2, -1));
  if (is_causal) {
    Tensor rows = unsqueeze(arange(scores.size(-2), {}, {}, query.device()), 1);
    scores = where(ge(rows, arange(scores.size(-1), {}, {}, query.device())), scores, -INFINITY);
  } else if (attn_mask.defined()) {
    check(attn_mask.dtype() == DType::Bool || is_floating(attn_mask.dtype()),
          "Expected attn_mask dtype to be bool or float or to match query dtype, but got "
          "attn_mask.dtype: ",
          attn_mask.dtype(), " and query.dtype: ", query.dtype(), " instead.");
    scores = attn_mask.dtype() == DType::Bool ? where(attn_mask, scores, -INFINITY)
                                              : add(scores, attn_mask);
  }
  Tensor weights = safe_softmax(scores, -1);
  if (dropout_p > 0) weights = dropout(weights, dropout_p, true);
  return matmul(weights, v);
}

constexpr OpDef kOps[] = {
    {.schema = "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? "
               "attn_mask=None, "
               "float dropout_p=0.0, bool is_causal=False, *, float? scale=None, bool "
               "enable_gqa=False) -> Tensor",
     .body = kernel<scaled_dot_product_attention_body>(),
     .paths = "tenon.nn.functional.scaled_dot_product_attention",
     .doc = R"(Returns softmax(query @ key^T * scale + mask) @ value.

Args:
    query: (..., heads, L, E).
    key: (..., heads, S, E).
    value: (..., heads, S, Ev).
    attn_mask: bool (True takes part) or a float that is added, broadcast to (..., L, S).
    dropout_p: the share of weights that is dropped.
    is_causal: position i sees positions up to i only.
    scale: default 1 / sqrt(E).
    enable_gqa: repeat the heads of key and value to those of query.

Example:
    >>> q = tenon.ones(1, 2, 4)
    >>> tenon.nn.functional.scaled_dot_product_attention(q, q, q).shape
    tenon.Size([1, 2, 4])
)"},
};

}  // namespace
void register_attention(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
