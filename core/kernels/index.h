// Moves between a table and rows: `count` positions of the table, given by byte offsets, each with
// a block of elements around it. Gathering reads the table, scattering writes it. Deterministic:
// positions take effect in their order.
#pragma once
#include <cstdint>

#include "core/base/dims.h"
#include "core/base/dtype.h"

namespace tenon::kernels {

// Dimensions that table and rows share, innermost first; strides in bytes.
struct SharedDims {
  Dims sizes, table, rows;
  void add(int64_t size, int64_t table_stride,
           int64_t row_stride);  // next outer one; merges where it can
  int64_t count() const;
};

struct IndexJob {
  char* table = nullptr;
  char* rows = nullptr;
  const int64_t* offsets = nullptr;
  int64_t count = 0;
  int64_t row_step = 0;  // bytes in rows from one position to the next
  SharedDims before, after;
  DType dtype = DType::F32;
};

void gather_rows(const IndexJob& job);   // rows = table
void scatter_rows(const IndexJob& job);  // table = rows; of equal positions the last one stays
void add_rows(const IndexJob& job);      // table += rows

}  // namespace tenon::kernels
