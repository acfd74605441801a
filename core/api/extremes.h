// Generated from core/ops/extremes.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor max(const Tensor& input);
Tensor max_other(const Tensor& input, const Tensor& other);
std::tuple<Tensor, Tensor> max_dim(const Tensor& input, int64_t dim, bool keepdim = false);
Tensor min(const Tensor& input);
Tensor min_other(const Tensor& input, const Tensor& other);
std::tuple<Tensor, Tensor> min_dim(const Tensor& input, int64_t dim, bool keepdim = false);
Tensor argmax(const Tensor& input, std::optional<int64_t> dim = std::nullopt, bool keepdim = false);
Tensor argmin(const Tensor& input, std::optional<int64_t> dim = std::nullopt, bool keepdim = false);
std::tuple<Tensor, Tensor> aminmax(const Tensor& input, std::optional<int64_t> dim = std::nullopt, bool keepdim = false);

}  // namespace tenon
