// Generated from core/ops/linalg_ldl.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor, Tensor> linalg_ldl_factor_ex(const Tensor& input, bool hermitian = false, bool check_errors = false);
std::tuple<Tensor, Tensor> linalg_ldl_factor(const Tensor& input, bool hermitian = false);
Tensor linalg_ldl_solve(const Tensor& LD, const Tensor& pivots, const Tensor& B, bool hermitian = false);

}  // namespace tenon
