#include "core/ops/layouts.h"

#include <algorithm>

#include "core/iter/pointwise.h"

namespace tenon {

Dims format_strides(IntSpan sizes, IntSpan like_strides, int64_t format) {
  switch (format) {
    case kContiguousFormat:
      return contiguous_strides(sizes);
    case kPreserveFormat:
      return preserved_strides(sizes, like_strides);
    case kChannelsLastFormat:
      check(sizes.size() == 4, "required rank 4 tensor to use channels_last format");
      return channels_last_strides(sizes);
    case kChannelsLast3dFormat:
      check(sizes.size() == 5, "required rank 5 tensor to use channels_last_3d format");
      return channels_last_strides(sizes);
    default:
      fail(ErrorKind::Runtime, "unsupported memory format: got ", format, ", expected 0 to 3");
  }
}

Tensor empty_for(const Tensor& like, int64_t format, DType dtype) {
  if (like.is_contiguous() && format == kContiguousFormat)
    return new_tensor(like.sizes(), dtype, like.device());
  return new_strided(like.sizes(), format_strides(like.sizes(), like.strides(), format), dtype,
                     like.device());
}

bool has_format(const Tensor& t, int64_t format) {
  if (format == kPreserveFormat) return true;
  if (format == kContiguousFormat) return t.is_contiguous();
  return (t.impl()->flags & TensorImpl::kChannelsLast) &&
         t.dim() == (format == kChannelsLastFormat ? 4 : 5);
}

Tensor empty_in_format_of(const Tensor& like, IntSpan sizes) {
  if (!suggests_channels_last(like) || sizes.size() != like.sizes().size())
    return new_tensor(sizes, like.dtype(), like.device());
  return new_strided(sizes, channels_last_strides(sizes), like.dtype(), like.device());
}

Tensor in_format_of(const Tensor& t, const Tensor& like) {
  if (!suggests_channels_last(like)) return t;
  Tensor out = new_strided(t.sizes(), channels_last_strides(t.sizes()), t.dtype(), t.device());
  if (!t.is_meta()) raw::copy(out, t);
  return out;
}

MemoryOrder::MemoryOrder(const Tensor& like)
    : order_(like.sizes().size()), strides_(preserved_strides(like.sizes(), like.strides())) {
  for (size_t d = 0; d < order_.size(); ++d) order_[d] = static_cast<int64_t>(d);
  plain = same(strides_, contiguous_strides(like.sizes()));
  if (plain) return;
  std::stable_sort(order_.begin(), order_.end(),
                   [&](int64_t a, int64_t b) { return strides_[a] > strides_[b]; });
}

Tensor MemoryOrder::to_order(const Tensor& t) const {
  if (plain) return t;
  Dims sizes, strides;
  for (int64_t d : order_) {
    sizes.push_back(t.sizes()[d]);
    strides.push_back(t.strides()[d]);
  }
  return make_view(t, sizes, strides, t.offset());
}

Tensor MemoryOrder::from_order(const Tensor& t) const {
  if (plain) return t;
  Dims sizes(order_.size());
  for (size_t i = 0; i < order_.size(); ++i) sizes[order_[i]] = t.sizes()[i];
  return make_view(t, sizes, strides_, t.offset());
}

int64_t MemoryOrder::position(int64_t dim) const {
  return std::find(order_.begin(), order_.end(), dim) - order_.begin();
}

}  // namespace tenon
