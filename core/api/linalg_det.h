// Generated from core/ops/linalg_det.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor, Tensor> _linalg_det(const Tensor& A);
Tensor linalg_det(const Tensor& A);
std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_slogdet(const Tensor& A);
std::tuple<Tensor, Tensor> linalg_slogdet(const Tensor& A);
std::tuple<Tensor, Tensor> slogdet(const Tensor& input);
Tensor logdet(const Tensor& input);

}  // namespace tenon
