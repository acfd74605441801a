// Generated from core/ops/variance.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor var_unbiased(const Tensor& input, bool unbiased);
Tensor var_dim(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool unbiased = true, bool keepdim = false);
Tensor std_fn_unbiased(const Tensor& input, bool unbiased);
Tensor std_fn_dim(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool unbiased = true, bool keepdim = false);
std::tuple<Tensor, Tensor> var_mean_unbiased(const Tensor& input, bool unbiased);
std::tuple<Tensor, Tensor> var_mean_dim(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool unbiased = true, bool keepdim = false);
std::tuple<Tensor, Tensor> std_mean_unbiased(const Tensor& input, bool unbiased);
std::tuple<Tensor, Tensor> std_mean_dim(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool unbiased = true, bool keepdim = false);

}  // namespace tenon
