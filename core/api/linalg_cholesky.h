// Generated from core/ops/linalg_cholesky.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor> linalg_cholesky_ex(const Tensor& input, bool upper = false, bool check_errors = false);
Tensor linalg_cholesky(const Tensor& input, bool upper = false);
Tensor cholesky(const Tensor& input, bool upper = false);
Tensor cholesky_inverse(const Tensor& input, bool upper = false);
Tensor cholesky_solve(const Tensor& input, const Tensor& input2, bool upper = false);

}  // namespace tenon
