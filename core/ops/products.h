// Matrix products of tensors inside kernels: no autograd, no dispatch. The public ops are in
// core/api/matmul.h.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon {

// PyTorch's C++ names of types, as the messages of matrix products say them: Float, and float.
std::string_view scalar_type_name(DType t) noexcept;
std::string_view meta_type_name(DType t) noexcept;

// NotImplementedError for bool and complex, of which there are no products.
void check_product(DType t);

namespace raw {

// out (+)= a b (+ bias). a [m, k], b [k, n], bias [n] or undefined; three dimensions: batches of
// these, sizes equal or stride 0. Any strides; out is contiguous. NotImplementedError for bool and
// complex. Nothing to do on meta.
void multiply(const Tensor& a, const Tensor& b, const Tensor& bias, const Tensor& out,
              bool accumulate = false);

}  // namespace raw
}  // namespace tenon
