#include "core/tensor/complex_view.h"

namespace tenon {
namespace {

Tensor view_with_dtype(const Tensor& base, IntSpan sizes, IntSpan strides, int64_t offset,
                       DType dtype) {
  Tensor out = make_view(base, sizes, strides, 0);
  out.impl()->dtype = dtype;
  out.impl()->offset = offset;
  out.impl()->refresh();
  return out;
}

}  // namespace

Tensor complex_as_real(const Tensor& t) {
  check(is_complex(t.dtype()), "view_as_real is only supported for complex tensors");
  Dims sizes(t.sizes()), strides(t.strides());
  for (int64_t& s : strides) s *= 2;
  sizes.push_back(2);
  strides.push_back(1);
  return view_with_dtype(t, sizes, strides, t.offset() * 2, real_dtype(t.dtype()));
}

Tensor real_as_complex(const Tensor& t) {
  check(t.dtype() == DType::F32 || t.dtype() == DType::F64,
        "view_as_complex is only supported for float and double tensors, but got a tensor of "
        "scalar type: ",
        t.dtype());
  check(t.dim() > 0, "Input tensor must have one or more dimensions");
  check(t.sizes().back() == 2, "Tensor must have a last dimension of size 2");
  check(t.strides().back() == 1, "Tensor must have a last dimension with stride 1");
  check(t.offset() % 2 == 0, "Tensor must have a storage_offset divisible by 2");
  Dims sizes(t.sizes().first(t.sizes().size() - 1)),
      strides(t.strides().first(t.strides().size() - 1));
  for (int64_t& s : strides) {
    check(s % 2 == 0, "Tensor must have a stride divisible by 2 for all but last dimension");
    s /= 2;
  }
  return view_with_dtype(t, sizes, strides, t.offset() / 2, complex_dtype(t.dtype()));
}

}  // namespace tenon
