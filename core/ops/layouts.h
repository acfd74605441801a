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
// The format that results of `t` take: channels last where its strides say so (torch's
// suggest_memory_format).
inline bool suggests_channels_last(const Tensor& t) {
  return (t.impl()->flags & TensorImpl::kChannelsLast) != 0;
}
// An uninitialised tensor of other sizes in the format that `like` suggests.
Tensor empty_in_format_of(const Tensor& like, IntSpan sizes);
// `t`, or a copy of it where `like` suggests another format.
Tensor in_format_of(const Tensor& t, const Tensor& like);

// The order of dimensions in the memory of a result that keeps the layout of `like`: kernels of
// contiguous tensors work on what to_order() gives and their results go back by from_order().
struct MemoryOrder {
  explicit MemoryOrder(const Tensor& like);
  Tensor to_order(const Tensor& t) const;  // a view, dimensions outermost first
  Tensor from_order(const Tensor& t) const;
  int64_t position(int64_t dim) const;  // where `dim` went
  bool plain = true;                    // nothing moves

 private:
  Dims order_, strides_;
};

}  // namespace tenon
