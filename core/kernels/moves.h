// Copies of whole tensors in another order of positions.
#pragma once
#include <cstddef>
#include <cstdint>

#include "core/base/dims.h"

namespace tenon::kernels {

// out[..., x, ...] = in[..., size - 1 - x, ...] for the dimensions whose bit is set. Both
// contiguous.
void flip(const char* in, char* out, IntSpan sizes, uint64_t dims, size_t itemsize);
// Of `count` contiguous matrices: elements with column - row above `diagonal` (upper: below) become
// zero. May be in place.
void triangle(const char* in, char* out, int64_t count, int64_t rows, int64_t cols,
              int64_t diagonal, bool upper, size_t itemsize);

}  // namespace tenon::kernels
