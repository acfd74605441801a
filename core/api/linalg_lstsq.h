// Generated from core/ops/linalg_lstsq.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_lstsq(const Tensor& input, const Tensor& B, std::optional<double> rcond = std::nullopt, std::optional<std::string_view> driver = std::nullopt);
std::tuple<Tensor, Tensor, Tensor, Tensor> linalg_lstsq(const Tensor& input, const Tensor& B, std::optional<double> rcond = std::nullopt, std::optional<std::string_view> driver = std::nullopt);

}  // namespace tenon
