// Complex tensors as real ones and back, over the same memory.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon {

constexpr DType real_dtype(DType t) noexcept {
  return t == DType::C64 ? DType::F32 : t == DType::C128 ? DType::F64 : t;
}
constexpr DType complex_dtype(DType t) noexcept {
  return t == DType::F32 ? DType::C64 : t == DType::F64 ? DType::C128 : t;
}

// A view with a last dimension of two, the real and the imaginary parts. RuntimeError for a tensor
// that is not complex.
Tensor complex_as_real(const Tensor& t);
// The inverse. RuntimeError unless the last dimension is two neighbours and the others fit.
Tensor real_as_complex(const Tensor& t);

}  // namespace tenon
