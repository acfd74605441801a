// Numbers as elements of a tensor.
#pragma once
#include "core/registry/value.h"

namespace tenon {

// RuntimeError when `dtype` cannot hold the number. Infinities fit every float, and negative
// integers wrap around into unsigned types.
void check_fits(const Scalar& s, DType dtype);
// Writes a number as an element of `dtype`, which has to hold it.
void store_scalar(const Scalar& s, DType dtype, void* out);
// The only element of a tensor: PyTorch lets it become infinite there in 16-bit floats.
void store_single(const Scalar& s, DType dtype, void* out);
// An operand of arithmetic: integers wrap around, floats become infinite.
void store_operand(const Scalar& s, DType dtype, void* out);
Scalar load_scalar(const void* element, DType dtype);

}  // namespace tenon
