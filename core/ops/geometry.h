// Sizes, strides and offset of a view, as values: what view ops compute, once for a tensor and once
// for its gradient.
#pragma once
#include "core/tensor/layout.h"
#include "core/tensor/tensor.h"

namespace tenon {

struct Geometry {
  Dims sizes, strides;
  int64_t offset = 0;  // in elements from the storage's start

  explicit Geometry(const Tensor& t) : sizes(t.sizes()), strides(t.strides()), offset(t.offset()) {}
  // Of a contiguous tensor of these sizes.
  explicit Geometry(IntSpan contiguous)
      : sizes(contiguous), strides(contiguous_strides(contiguous)) {}

  // Each raises PyTorch's error for arguments out of range.
  Geometry& select(int64_t dim, int64_t index);
  Geometry& slice(int64_t dim, std::optional<int64_t> start, std::optional<int64_t> end,
                  int64_t step);
  Geometry& transpose(int64_t dim0, int64_t dim1);
  Geometry& diagonal(int64_t offset, int64_t dim1, int64_t dim2);
  Geometry& unfold(int64_t dim, int64_t size, int64_t step);
  void insert(int64_t dim, int64_t size, int64_t stride);
  void erase(int64_t dim);

  Tensor of(const Tensor& base) const { return make_view(base, sizes, strides, offset); }
};

// The gradient of a view op: zeros of `sizes` to which `grad` is added through the view.
// Differentiable.
Tensor scatter_view(const Tensor& grad, IntSpan sizes, const Geometry& view);
// Whether two positions may show the same element: conservative for odd strides (true when in
// doubt).
bool overlaps(IntSpan size, IntSpan stride);

}  // namespace tenon
