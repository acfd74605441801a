// Sorting and selecting along a dimension of a contiguous tensor. Of equal elements they take those
// that PyTorch takes, unless sort is asked to be stable. NaN is the largest number.
#pragma once
#include "core/base/dtype.h"
#include "core/kernels/lines.h"

namespace tenon::kernels {

// Each writes `kept` elements per line, in order: values and their positions. NaN last, or first
// when descending.
void sort(DType t, const Lines& lines, const void* in, bool descending, bool stable, void* values,
          int64_t* positions);
void smallest(DType t, const Lines& lines, const void* in, int64_t kept, bool largest, bool sorted,
              void* values, int64_t* positions);

// One element per line. The k-th smallest, k from 1.
void kth(DType t, const Lines& lines, const void* in, int64_t k, void* values, int64_t* positions);
// The lower median; NaN when there is one, unless they are skipped.
void median(DType t, const Lines& lines, const void* in, bool skip_nan, void* values,
            int64_t* positions);
// The most frequent element (the smallest of them), and one of its positions.
void mode(DType t, const Lines& lines, const void* in, void* values, int64_t* positions);

}  // namespace tenon::kernels
