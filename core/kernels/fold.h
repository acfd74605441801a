// The windows of an image as columns (im2col), and their sum back into an image (col2im).
#pragma once
#include <cstdint>

#include "core/base/dtype.h"

namespace tenon::kernels {

struct FoldAxis {
  int64_t image, windows, kernel, stride, padding, dilation;
};

// An image is [channels, height, width], columns [channels, kernel, windows]; `parts` numbers make
// an element (2: complex).
struct FoldShape {
  FoldAxis y, x;
  int64_t parts = 1;
};

// Channels [begin, end). By the size of an element in bytes.
void unfold_channels(const FoldShape& s, size_t itemsize, const void* image, void* columns,
                     int64_t begin, int64_t end);
// The sum of what lies on each element. Floats; complex numbers as two parts.
void fold_channels(const FoldShape& s, DType part, const void* columns, void* image, int64_t begin,
                   int64_t end);

}  // namespace tenon::kernels
