// Generated from core/ops/linalg_eig.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor> linalg_eig(const Tensor& input);
Tensor _linalg_eigvals(const Tensor& input);
Tensor linalg_eigvals(const Tensor& input);
std::tuple<Tensor, Tensor> _linalg_eigh(const Tensor& A, std::string_view UPLO = "L", bool compute_v = true);
std::tuple<Tensor, Tensor> linalg_eigh(const Tensor& input, std::string_view UPLO = "L");
Tensor linalg_eigvalsh(const Tensor& input, std::string_view UPLO = "L");

}  // namespace tenon
