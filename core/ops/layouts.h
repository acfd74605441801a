// Memory formats, as PyTorch numbers them.
#pragma once
#include "core/tensor/layout.h"
#include "core/tensor/tensor.h"

namespace tenon {

inline constexpr int64_t kContiguousFormat = 0, kPreserveFormat = 1, kChannelsLastFormat = 2,
                         kChannelsLast3dFormat = 3;

// Strides for `sizes` in a format; preserve keeps the order of dimensions of `like`.
Dims format_strides(IntSpan sizes, IntSpan like_strides, int64_t format);
// An uninitialised tensor shaped as `like` in a format.
Tensor empty_for(const Tensor& like, int64_t format, DType dtype);
bool has_format(const Tensor& t, int64_t format);

}  // namespace tenon
