// Generated from core/ops/special_bessel.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor i0(const Tensor& input);
Tensor i0e(const Tensor& input);
Tensor i1(const Tensor& input);
Tensor i1e(const Tensor& input);
Tensor bessel_j0(const Tensor& input);
Tensor bessel_j1(const Tensor& input);
Tensor bessel_y0(const Tensor& input);
Tensor bessel_y1(const Tensor& input);
Tensor modified_bessel_i0(const Tensor& input);
Tensor modified_bessel_i1(const Tensor& input);
Tensor modified_bessel_k0(const Tensor& input);
Tensor modified_bessel_k1(const Tensor& input);
Tensor scaled_modified_bessel_k0(const Tensor& input);
Tensor scaled_modified_bessel_k1(const Tensor& input);
Tensor spherical_bessel_j0(const Tensor& input);
Tensor airy_ai(const Tensor& input);

}  // namespace tenon
