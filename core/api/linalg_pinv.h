// Generated from core/ops/linalg_pinv.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor linalg_pinv(const Tensor& input, const Operand& atol = Operand(), const Operand& rtol = Operand(), bool hermitian = false);
Tensor linalg_pinv_rcond(const Tensor& input, const Operand& rcond, bool hermitian = false);
Tensor pinverse(const Tensor& input, double rcond = 1e-15);
Tensor linalg_matrix_rank(const Tensor& input, const Operand& atol = Operand(), const Operand& rtol = Operand(), bool hermitian = false);
Tensor linalg_matrix_rank_tol(const Tensor& input, const Operand& tol, bool hermitian = false);

}  // namespace tenon
