// Generated from core/ops/linalg_householder.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor> geqrf(const Tensor& input);
Tensor linalg_householder_product(const Tensor& input, const Tensor& tau);
Tensor orgqr(const Tensor& input, const Tensor& input2);
Tensor ormqr(const Tensor& input, const Tensor& input2, const Tensor& input3, bool left = true, bool transpose = false);

}  // namespace tenon
