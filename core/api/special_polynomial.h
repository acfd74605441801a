// Generated from core/ops/special_polynomial.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor chebyshev_polynomial_t(const Operand& x, const Operand& n);
Tensor chebyshev_polynomial_u(const Operand& x, const Operand& n);
Tensor chebyshev_polynomial_v(const Operand& x, const Operand& n);
Tensor chebyshev_polynomial_w(const Operand& x, const Operand& n);
Tensor shifted_chebyshev_polynomial_t(const Operand& x, const Operand& n);
Tensor shifted_chebyshev_polynomial_u(const Operand& x, const Operand& n);
Tensor shifted_chebyshev_polynomial_v(const Operand& x, const Operand& n);
Tensor shifted_chebyshev_polynomial_w(const Operand& x, const Operand& n);
Tensor hermite_polynomial_h(const Operand& x, const Operand& n);
Tensor hermite_polynomial_he(const Operand& x, const Operand& n);
Tensor laguerre_polynomial_l(const Operand& x, const Operand& n);
Tensor legendre_polynomial_p(const Operand& x, const Operand& n);

}  // namespace tenon
