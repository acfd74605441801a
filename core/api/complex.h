// Generated from core/ops/complex.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor view_as_real(const Tensor& input);
Tensor view_as_complex(const Tensor& input);
Tensor real(const Tensor& input);
Tensor imag(const Tensor& input);
Tensor conj_copy(const Tensor& input);
Tensor conj(const Tensor& input);
Tensor conj_physical(const Tensor& input);
Tensor conj_physical_(const Tensor& input);
Tensor resolve_conj(const Tensor& input);
Tensor resolve_neg(const Tensor& input);
bool is_conj(const Tensor& input);
bool is_neg(const Tensor& input);
Tensor adjoint(const Tensor& input);
Tensor complex(const Tensor& real, const Tensor& imag);
Tensor polar(const Tensor& abs, const Tensor& angle);
Tensor angle(const Tensor& input);
Tensor sgn(const Tensor& input);
Tensor sgn_(const Tensor& input);
Tensor isreal(const Tensor& input);

}  // namespace tenon
