#include "core/ops/geometry.h"

#include <algorithm>

#include "core/api/view_scatter.h"

namespace tenon {

void Geometry::insert(int64_t dim, int64_t size, int64_t stride) {
  sizes.insert(static_cast<size_t>(dim), size);
  strides.insert(static_cast<size_t>(dim), stride);
}

void Geometry::erase(int64_t dim) {
  sizes.erase(static_cast<size_t>(dim));
  strides.erase(static_cast<size_t>(dim));
}

Geometry& Geometry::select(int64_t dim, int64_t index) {
  auto n = static_cast<int64_t>(sizes.size());
  check_index(n > 0, "select() cannot be applied to a 0-dim tensor.");
  dim = wrap_dim(dim, n);
  check_index(index >= -sizes[dim] && index < sizes[dim], "select(): index ", index,
              " out of range for tensor of size ", sizes, " at dimension ", dim);
  offset += strides[dim] * (index < 0 ? index + sizes[dim] : index);
  erase(dim);
  return *this;
}

Geometry& Geometry::slice(int64_t dim, std::optional<int64_t> start, std::optional<int64_t> end,
                          int64_t step) {
  auto n = static_cast<int64_t>(sizes.size());
  check(n > 0, "slice() cannot be applied to a 0-dim tensor.");
  dim = wrap_dim(dim, n);
  check(step > 0, "slice step must be positive");
  int64_t size = sizes[dim];
  auto clip = [&](int64_t i) { return std::clamp<int64_t>(i < 0 ? i + size : i, 0, size); };
  int64_t from = clip(start.value_or(0)), to = std::max(from, clip(end.value_or(INT64_MAX)));
  offset += from * strides[dim];
  sizes[dim] = (to - from + step - 1) / step;
  strides[dim] *= step;
  return *this;
}

Geometry& Geometry::transpose(int64_t dim0, int64_t dim1) {
  auto n = static_cast<int64_t>(sizes.size());
  dim0 = wrap_dim(dim0, n);
  dim1 = wrap_dim(dim1, n);
  if (n == 0) return *this;
  std::swap(sizes[dim0], sizes[dim1]);
  std::swap(strides[dim0], strides[dim1]);
  return *this;
}

Geometry& Geometry::diagonal(int64_t shift, int64_t dim1, int64_t dim2) {
  auto n = static_cast<int64_t>(sizes.size());
  int64_t a = wrap_dim(dim1, n), b = wrap_dim(dim2, n);
  check(a != b, "diagonal dimensions cannot be identical ", dim1, ", ", dim2);
  int64_t size =
      shift >= 0 ? std::min(sizes[a], sizes[b] - shift) : std::min(sizes[a] + shift, sizes[b]);
  size = std::max<int64_t>(size, 0);
  if (size > 0) offset += shift >= 0 ? shift * strides[b] : -shift * strides[a];
  int64_t stride = strides[a] + strides[b];
  erase(std::max(a, b));
  erase(std::min(a, b));
  insert(n - 2, size, stride);
  return *this;
}

Geometry& Geometry::unfold(int64_t dim, int64_t size, int64_t step) {
  auto n = static_cast<int64_t>(sizes.size());
  dim = wrap_dim(dim, n);
  int64_t have = n == 0 ? 1 : sizes[dim], stride = n == 0 ? 1 : strides[dim];
  check(size >= 0, "size is ", size, " but must be >= 0");
  check(size <= have, "maximum size for tensor at dimension ", dim, " is ", have, " but size is ",
        size);
  check(step > 0, "step is ", step, " but must be > 0");
  if (n > 0) {
    sizes[dim] = (have - size) / step + 1;
    strides[dim] = stride * step;
  }
  insert(n, size, stride);
  return *this;
}

Tensor scatter_view(const Tensor& grad, IntSpan sizes, const Geometry& view) {
  return scatter_view(grad, sizes, view.sizes, view.strides, view.offset);
}

bool overlaps(IntSpan size, IntSpan stride) {
  Dims order(size.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int64_t>(i);
  std::sort(order.begin(), order.end(),
            [&](int64_t a, int64_t b) { return stride[a] < stride[b]; });
  int64_t reach = 0;
  for (int64_t d : order) {
    if (size[d] == 0) return false;
    if (size[d] == 1) continue;
    if (stride[d] <= reach) return true;
    reach += stride[d] * (size[d] - 1);
  }
  return false;
}

}  // namespace tenon
