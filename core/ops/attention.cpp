// Attention.
#include "core/api/attention.h"

#include <atomic>
#include <cmath>

#include "core/api/binary.h"
#include "core/api/compare.h"
#include "core/api/copy.h"
#include "core/api/dropout.h"
#include "core/api/matmul.h"
#include "core/api/ranges.h"
#include "core/api/reduce.h"
#include "core/api/softmax.h"
#include "core/api/unary_exp.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/where.h"
#include "core/ops/attention_run.h"
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

void check_operands(const Tensor& query, const Tensor& key, const Tensor& value,
                    const Tensor& attn_mask, bool is_causal) {
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
  check(!attn_mask.defined() || attn_mask.dtype() == DType::Bool || is_floating(attn_mask.dtype()),
        "Expected attn_mask dtype to be bool or float or to match query dtype, but got "
        "attn_mask.dtype: ",
        attn_mask.defined() ? attn_mask.dtype() : DType::Bool, " and query.dtype: ", query.dtype(),
        " instead.");
}

double factor_of(const Tensor& query, std::optional<double> scale) {
  return scale.value_or(1 / std::sqrt(static_cast<double>(query.size(-1))));
}

// q k^T scale, with what takes no part at minus infinity.
Tensor masked_scores(const Tensor& query, const Tensor& key, const Tensor& attn_mask,
                     bool is_causal, double scale) {
  const Tensor scores = matmul(mul(query, scale), transpose(key, -2, -1));
  if (is_causal) {
    const Tensor rows = unsqueeze(arange(scores.size(-2), {}, {}, query.device()), 1);
    return where(ge(rows, arange(scores.size(-1), {}, {}, query.device())), scores, -INFINITY);
  }
  if (!attn_mask.defined()) return scores;
  return attn_mask.dtype() == DType::Bool ? where(attn_mask, scores, -INFINITY)
                                          : add(scores, attn_mask);
}

// ---- blocked attention, as PyTorch names it ----

void check_flash(const Tensor& query, const Tensor& key, const Tensor& value) {
  check(query.dim() == 4 && key.dim() == 4 && value.dim() == 4,
        "scaled_dot_product_attention_flash: Accept only 4 dims inputs shape of {B, H, T, K}");
  check(
      is_floating(query.dtype()) && key.dtype() == query.dtype() && value.dtype() == query.dtype(),
      "scaled_dot_product_attention_flash: Expected query, key and value of one floating dtype, "
      "got ",
      query.dtype(), ", ", key.dtype(), " and ", value.dtype());
  const bool fit = query.size(0) == key.size(0) && key.size(0) == value.size(0) &&
                   key.size(1) == value.size(1) && key.size(2) == value.size(2) &&
                   query.size(3) == key.size(3) && key.size(1) > 0 &&
                   query.size(1) % key.size(1) == 0;
  check(fit, "scaled_dot_product_attention_flash: sizes do not fit: got ", query.sizes(), ", ",
        key.sizes(), " and ", value.sizes());
}

raw::Attention attention_of(const Tensor& query, const Tensor& key, const Tensor& value,
                            bool is_causal, const Tensor& attn_mask, std::optional<double> scale) {
  Tensor mask;
  if (attn_mask) {
    const int64_t full[] = {query.size(0), query.size(1), query.size(2), key.size(2)};
    mask = expand(attn_mask, full);
  }
  return {query, key, value, mask, is_causal, factor_of(query, scale)};
}

std::tuple<Tensor, Tensor> flash_cpu(const Tensor& query, const Tensor& key, const Tensor& value,
                                     double dropout_p, bool is_causal, const Tensor& attn_mask,
                                     std::optional<double> scale) {
  check_flash(query, key, value);
  check(dropout_p == 0, "scaled_dot_product_attention_flash: Currently do not support dropout > 0");
  return raw::flash_attention(attention_of(query, key, value, is_causal, attn_mask, scale));
}

// The sum over the heads that share keys and values.
Tensor sum_heads(const Tensor& grad, int64_t heads) {
  if (grad.size(1) == heads) return grad;
  Dims sizes(grad.sizes());
  sizes[1] = heads;
  sizes.insert(2, grad.size(1) / heads);
  return sum(reshape(grad, sizes), Ints<2>::span);
}

// As ops, for gradients of gradients, and where the logarithm of the sum has one. In its dtype.
void flash_composite_vjp(VjpCtx& c, double scale) {
  const Tensor lse = c.out(1);
  auto wide = [&](const Tensor& t) {
    return t.dtype() == lse.dtype() ? t : to_copy(t, lse.dtype());
  };
  const Tensor query = wide(c.in(0)), key = wide(c.in(1)), value = wide(c.in(2));
  const Tensor k = repeat_heads(key, query.size(1)), v = repeat_heads(value, query.size(1));
  const Tensor scores = masked_scores(query, k, c.in(5), c.arg(4).to_bool(), scale);
  const Tensor weights = exp(sub(scores, unsqueeze(lse, -1)));
  Tensor slope = c.grad(1) ? unsqueeze(c.grad(1), -1) : Tensor();
  if (c.grad(0)) {
    const Tensor grad = wide(c.grad(0));
    const Tensor delta = sum(mul(grad, wide(c.out(0))), Ints<-1>::span, true);
    const Tensor part = sub(matmul(grad, transpose(v, -2, -1)), delta);
    slope = slope ? add(part, slope) : part;
    if (c.needs(2))
      c.grad_in(2, sum_heads(matmul(transpose(weights, -2, -1), grad), value.size(1)));
  }
  const Tensor g = mul(mul(weights, slope), scale);
  if (c.needs(0)) c.grad_in(0, matmul(g, k));
  if (c.needs(1)) c.grad_in(1, sum_heads(matmul(transpose(g, -2, -1), query), key.size(1)));
}

void flash_vjp(VjpCtx& c) {
  const std::optional<double> given =
      c.arg(6).is_none() ? std::nullopt : std::optional<double>(c.arg(6).to_double());
  const double scale = factor_of(c.in(0), given);
  check(!c.needs(5),
        "scaled_dot_product_attention_flash: there is no gradient by attn_mask. Hint: "
        "scaled_dot_product_attention() has one.");
  if (c.recording() || c.grad(1).defined()) return flash_composite_vjp(c, scale);
  auto [query, key, value] = raw::flash_attention_backward(
      attention_of(c.in(0), c.in(1), c.in(2), c.arg(4).to_bool(), c.in(5), scale), c.out(0),
      c.out(1), c.grad(0));
  if (c.needs(0)) c.grad_in(0, query);
  if (c.needs(1)) c.grad_in(1, key);
  if (c.needs(2)) c.grad_in(2, value);
}

// ---- which way ----

// Of one or two rows of queries, plain products are faster than packing the keys.
constexpr int64_t kFewRows = 4;

// The ways that attention may go, as bits of PyTorch's numbers of back ends.
enum Backend : int64_t { kMath = 1 << 0, kFlash = 1 << 1 };
std::atomic<int64_t> backends{0x1f};

int64_t sdpa_backends_cpu(std::optional<int64_t> enabled) {
  return enabled ? backends.exchange(*enabled) : backends.load();
}

bool use_flash(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask,
               double dropout_p, bool enable_gqa) {
  const int64_t d = q.dim();
  if (dropout_p > 0 || (d != 3 && d != 4) || k.dim() != d || v.dim() != d) return false;
  const bool small = q.dtype() == DType::F16 || q.dtype() == DType::BF16;
  if (!is_floating(q.dtype()) || k.size(-2) == 0) return false;
  if (small ? d == 3 : q.size(-2) < kFewRows) return false;  // small floats go PyTorch's way
  if (q.device().kind != DeviceKind::CPU && !q.is_meta()) return false;
  if (mask && (mask.dim() > d || mask.requires_grad() ||
               (mask.dtype() != DType::Bool && mask.dtype() != q.dtype())))
    return false;
  const bool shared = d == 4 && enable_gqa && k.size(1) > 0 && q.size(1) % k.size(1) == 0;
  return q.size(0) == k.size(0) && k.size(0) == v.size(0) &&
         (d == 3 || ((q.size(1) == k.size(1) || shared) && k.size(1) == v.size(1))) &&
         k.size(-2) == v.size(-2) && q.size(-1) == k.size(-1);
}

Tensor flash(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& attn_mask,
             bool is_causal, std::optional<double> scale) {
  if (query.dim() == 4)
    return std::get<0>(_scaled_dot_product_flash_attention_for_cpu(query, key, value, 0.0,
                                                                   is_causal, attn_mask, scale));
  const Tensor mask = attn_mask && attn_mask.dim() == 3 ? unsqueeze(attn_mask, 1) : attn_mask;
  return squeeze_dim(
      flash(unsqueeze(query, 1), unsqueeze(key, 1), unsqueeze(value, 1), mask, is_causal, scale),
      1);
}

Tensor scaled_dot_product_attention_body(const Tensor& query, const Tensor& key,
                                         const Tensor& value, const Tensor& attn_mask,
                                         double dropout_p, bool is_causal,
                                         std::optional<double> scale, bool enable_gqa) {
  check_operands(query, key, value, attn_mask, is_causal);
  const int64_t allowed = backends.load();
  if ((allowed & kFlash) && use_flash(query, key, value, attn_mask, dropout_p, enable_gqa))
    return flash(query, key, value, attn_mask, is_causal, scale);
  check(allowed & kMath,
        "No available kernel. Aborting execution. Hint: sdpa_kernel() allows ways of "
        "attention that do not fit this call.");
  // Small floats are rounded at the end only.
  const bool small = query.dtype() == DType::F16 || query.dtype() == DType::BF16;
  auto wide = [&](const Tensor& t) { return small ? to_copy(t, DType::F32) : t; };
  const Tensor k = wide(enable_gqa ? repeat_heads(key, query.size(-3)) : key);
  const Tensor v = wide(enable_gqa ? repeat_heads(value, query.size(-3)) : value);
  const Tensor scores =
      masked_scores(wide(query), k, attn_mask, is_causal, factor_of(query, scale));
  Tensor weights = safe_softmax(scores, -1);
  if (dropout_p > 0) weights = dropout(weights, dropout_p, true);
  const Tensor out = matmul(weights, v);
  return small ? to_copy(out, query.dtype()) : out;
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
    {.schema =
         "_scaled_dot_product_flash_attention_for_cpu(Tensor query, Tensor key, Tensor value, "
         "float dropout_p=0.0, bool is_causal=False, *, Tensor? attn_mask=None, float? "
         "scale=None) -> (Tensor output, Tensor logsumexp)",
     .cpu = kernel<flash_cpu>(),
     .vjp = flash_vjp,
     .saves = "query, key, value, attn_mask, output, logsumexp",
     .doc =
         R"(scaled_dot_product_attention() of four dimensions by blocks, in memory that grows with the length only; and
the logarithm of the sum of exponentials of each row. Query may have a multiple of the heads of key and value.)"},
    {.schema = "_sdpa_backends(int? enabled=None) -> int",
     .cpu = kernel<sdpa_backends_cpu>(),
     .vjp = no_grad("it takes no tensors"),
     .doc = "Sets the ways that scaled_dot_product_attention() may go, bits of "
            "nn.attention.SDPBackend, if any are "
            "given; returns those before."},
};

}  // namespace
void register_attention(Registry& r) { r.define_all(kOps); }
}  // namespace tenon::ops
