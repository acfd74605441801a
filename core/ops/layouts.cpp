#include "core/ops/layouts.h"

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
  if (like.is_contiguous() && format <= kPreserveFormat)
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

}  // namespace tenon
