// What the gradients of linear algebra are made of.
#pragma once
#include "core/api/binary.h"
#include "core/api/flips.h"
#include "core/api/matmul.h"
#include "core/api/unary_round.h"
#include "core/api/view.h"
#include "core/api/view_dims.h"
#include "core/api/view_slice.h"
#include "core/ops/vjp.h"

namespace tenon::ops {

inline Tensor conjugate(const Tensor& x) { return x; }

// x scaled along the last dimension, and along the last but one.
inline Tensor scale_columns(const Tensor& x, const Tensor& s) { return mul(x, unsqueeze(s, -2)); }
inline Tensor scale_rows(const Tensor& x, const Tensor& s) { return mul(x, unsqueeze(s, -1)); }

}  // namespace tenon::ops
