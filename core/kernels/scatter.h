// gather and scatter: an index tensor names, for each of its positions, a position along one
// dimension of a table.
#pragma once
#include <cstdint>

#include "core/base/dims.h"
#include "core/base/dtype.h"

namespace tenon::kernels {

struct ScatterJob {
  char* table = nullptr;
  char* rows = nullptr;                    // as many elements as the index
  const int64_t* index = nullptr;          // contiguous, of `sizes`
  Dims sizes, table_strides, row_strides;  // of at least one dimension; strides in bytes
  int64_t dim = 0, table_size = 0;         // along which the index counts
  DType dtype = DType::F32;
};

enum class Combine {
  Gather,
  Set,
  Add,
  Multiply,
  Max,
  Min
};  // Gather: rows = table; the others write the table
// RuntimeError 'index 5 is out of bounds for dimension 0 with size 3'. Positions take effect in the
// order of the index.
void scatter(const ScatterJob& job, Combine how);

}  // namespace tenon::kernels
