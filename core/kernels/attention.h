// Tiles of blocked attention: [rows, cols] scores of some queries and keys. float32 and float64.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

// Scores q k^T * scale, still to be masked. Strides in elements.
struct AttentionTile {
  int64_t rows, cols;
  void* scores;
  int64_t stride;
  // Of the tile: what is added (of the scores' dtype), or bool: false takes no part. Null: neither.
  const void* mask;
  int64_t mask_row, mask_col;
  bool mask_is_bool;
  // Row r sees columns up to visible + r only; at least cols where all are seen.
  int64_t visible;
};

struct AttentionLoops {
  // Turns scores into exp(score - max), where max and sum run over the tiles of a row; out, the sum
  // of weighted values so far, is rescaled to the new max. Before the first tile max is -inf.
  void (*forward)(const AttentionTile& t, void* max, void* sum, void* out, int64_t width);
  // out rows / sum to `to`, and max + log(sum) to lse; rows that saw nothing are 0.
  void (*finish)(int64_t rows, int64_t width, const void* max, const void* sum, const void* out,
                 void* to, int64_t stride, void* lse);
  // Turns scores into weights exp(score - lse), and grads, of the weights, into those of the
  // scores: weight * (grad - delta) * scale. grads has the scores' stride.
  void (*backward)(const AttentionTile& t, const void* lse, const void* delta, double scale,
                   void* grads);
  // to[r] = sum over a row of a b.
  void (*dots)(int64_t rows, int64_t width, const void* a, int64_t a_stride, const void* b,
               int64_t b_stride, void* to);
  // Contiguous rows out of strided ones, times scale.
  void (*gather)(int64_t rows, int64_t width, const void* from, int64_t stride, double scale,
                 void* to);
};

struct AttentionTable {
  AttentionLoops of[2];  // float, double
};
extern const PerIsa<AttentionTable> attention_loops;

}  // namespace tenon::kernels
