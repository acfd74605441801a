// Rows of a table by number: sums of them, and additions to them. float32 and float64.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

// out[width] = sum over i < n of rows[i] of a table, times weights[i]. The rows of the table are
// contiguous, `width` long. Numbers equal to `skip` do not count.
struct BagSum {
  int64_t width, n, skip;
  int64_t known;  // row numbers from `rows` on, of which the first n are summed
  const void* table;
  const int64_t* rows;
  const void* weights;  // may be null
  void* out;
};

// Adds columns [begin, end) of grads[from[i]], times weights[i], to row rows[i] of a table of
// `width` columns, for i < n in order. Numbers equal to `skip` do not count.
struct RowAdd {
  int64_t width, begin, end, n, skip;
  void* table;
  const int64_t* rows;
  const void* grads;
  const int64_t* from;  // null: i itself
  const void* weights;  // may be null
};

struct EmbeddingLoops {
  void (*sum)(const BagSum& s);
  void (*add)(const RowAdd& s);
};
struct EmbeddingTable {
  EmbeddingLoops of[2];  // float, double
};
extern const PerIsa<EmbeddingTable> embedding_loops;

}  // namespace tenon::kernels
