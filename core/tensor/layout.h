// Arithmetic on sizes and strides.
#pragma once
#include <optional>

#include "core/base/dims.h"

namespace tenon {

// Product of sizes; RuntimeError on a negative size or when it (times itemsize) overflows 63 bits.
int64_t checked_numel(IntSpan sizes, size_t itemsize = 1);
Dims contiguous_strides(IntSpan sizes);
Dims channels_last_strides(IntSpan sizes);  // 4-d NHWC, 5-d NDHWC
bool is_contiguous(IntSpan sizes, IntSpan strides) noexcept;
bool is_channels_last(IntSpan sizes, IntSpan strides) noexcept;
// Elements are distinct and fill a contiguous block, in whatever order of dimensions.
bool is_non_overlapping_and_dense(IntSpan sizes, IntSpan strides) noexcept;
// Strides of a new tensor that keeps the order of dimensions of this one (torch.empty_like,
// preserve_format).
Dims preserved_strides(IntSpan sizes, IntSpan strides);
// NumPy broadcasting of two shapes; RuntimeError with PyTorch's sentence.
Dims broadcast_sizes(IntSpan a, IntSpan b);
// Strides that show `sizes`/`strides` as the larger `target`; expanded dimensions get stride 0.
// RuntimeError.
Dims expand_strides(IntSpan sizes, IntSpan strides, IntSpan target);
// Strides of a view with new sizes over the same elements, if one exists without copying.
std::optional<Dims> view_strides(IntSpan sizes, IntSpan strides, IntSpan target);
// Replaces one -1 by what numel asks for; RuntimeError with PyTorch's sentence.
Dims infer_size(IntSpan target, int64_t numel);
// Number of elements of storage that a tensor of this layout reaches over (0 when empty).
int64_t storage_extent(IntSpan sizes, IntSpan strides);

}  // namespace tenon
