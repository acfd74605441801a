// A view of a tensor's storage, made of recorded ops.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon {

// as_strided(of, ...), with sizes, strides and the offset from the storage's start in elements of
// `dtype`: that of the tensor itself, or the real (complex) one that goes with it.
Tensor strided_view(const Tensor& of, DType dtype, IntSpan sizes, IntSpan strides, int64_t offset);

}  // namespace tenon
