// Kernels that move elements: casts, strided copies and fills, transposes.
#pragma once
#include <cstddef>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"
#include "core/kernels/loops.h"

namespace tenon::kernels {

// out = (to)in for any two dtypes, as PyTorch: to bool is != 0, to integers rounds to zero, from
// complex takes the real part.
Loop cast_loop(DType from, DType to) noexcept;
Loop cast_loop(DType from, DType to, Isa level) noexcept;
// out = in for elements of 1, 2, 4, 8 or 16 bytes. With input stride 0: a fill.
Loop copy_loop(size_t bytes) noexcept;
Loop copy_loop(size_t bytes, Isa level) noexcept;

// out[c][r] = in[r][c]: rows of both are contiguous, `in` has `rows` rows of `cols` elements;
// strides from row to row in bytes.
using Transpose = void (*)(char* out, int64_t out_stride, const char* in, int64_t in_stride,
                           int64_t rows, int64_t cols);
Transpose transpose_loop(size_t bytes) noexcept;
Transpose transpose_loop(size_t bytes, Isa level) noexcept;

struct CopyTable {
  Loop cast[kDTypes][kDTypes];  // [from][to]; null where one is complex
  Loop copy[5];                 // by log2 of the bytes
  Transpose transpose[5];
};

}  // namespace tenon::kernels
