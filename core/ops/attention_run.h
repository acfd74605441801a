// Blocked attention (flash attention) on the CPU, without autograd: memory grows with the length of
// the sequences, not with its square.
#pragma once
#include <tuple>

#include "core/tensor/tensor.h"

namespace tenon::raw {

// query [batch, heads, L, E], key [batch, kv_heads, S, E], value [batch, kv_heads, S, Ev], where
// heads is a multiple of kv_heads. All of one floating dtype and any strides.
struct Attention {
  Tensor query, key, value;
  Tensor mask;  // [batch, heads, L, S], bool or the dtype of query, or undefined
  bool causal;
  double scale;
};

// output [batch, heads, L, Ev], stored in the order of the query's dimensions, and the logarithm of
// the sum of exponentials of each row [batch, heads, L], float or double.
std::tuple<Tensor, Tensor> flash_attention(const Attention& a);

// Gradients by query, key and value.
std::tuple<Tensor, Tensor, Tensor> flash_attention_backward(const Attention& a,
                                                            const Tensor& output,
                                                            const Tensor& logsumexp,
                                                            const Tensor& grad);

}  // namespace tenon::raw
