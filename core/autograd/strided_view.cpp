#include "core/autograd/strided_view.h"

#include "core/api/complex.h"
#include "core/api/view.h"

namespace tenon {

Tensor strided_view(const Tensor& of, DType dtype, IntSpan sizes, IntSpan strides, int64_t offset) {
  if (of.dtype() == dtype) return as_strided(of, sizes, strides, offset);
  if (is_complex(of.dtype())) return as_strided(view_as_real(of), sizes, strides, offset);
  // Any two neighbours in the storage may be one complex number, whatever shape `of` has.
  auto pairs = static_cast<int64_t>(of.impl()->storage->nbytes / (2 * of.itemsize()));
  Tensor flat = as_strided(of, {{pairs, 2}}, {{2, 1}}, 0);
  return as_strided(view_as_complex(flat), sizes, strides, offset);
}

}  // namespace tenon
