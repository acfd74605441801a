// What the gradients of linear algebra are made of.
#pragma once
#include "core/api/binary.h"
#include "core/api/cast.h"
#include "core/api/complex.h"
#include "core/api/flips.h"
#include "core/api/matmul.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/ops/conjugate.h"
#include "core/ops/vjp.h"
#include "core/tensor/complex_view.h"

namespace tenon::ops {

// x scaled along the last dimension, and along the last but one.
inline Tensor scale_columns(const Tensor& x, const Tensor& s) { return mul(x, unsqueeze(s, -2)); }
inline Tensor scale_rows(const Tensor& x, const Tensor& s) { return mul(x, unsqueeze(s, -1)); }

// The real part of a complex x when t is real: the gradient of a real argument.
inline Tensor real_if(DType t, const Tensor& x) {
  return is_complex(x.dtype()) && !is_complex(t) ? real(x) : x;
}

// RuntimeError unless the gradient's part along the phases, which are not defined, is zero.
// `what` begins the message.
void check_phase(const char* what, const Tensor& imaginary);

// The gradient by A of its pseudo-inverse P.
Tensor pinv_grad(const Tensor& grad, const Tensor& P, const Tensor& A);

}  // namespace tenon::ops
