// Generated from core/ops/unique.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor, Tensor> unique_parts(const Tensor& input, std::optional<int64_t> dim, bool consecutive);
Owned unique(const Tensor& input, bool sorted = true, bool return_inverse = false, bool return_counts = false, std::optional<int64_t> dim = std::nullopt);
Owned unique_consecutive(const Tensor& input, bool return_inverse = false, bool return_counts = false, std::optional<int64_t> dim = std::nullopt);

}  // namespace tenon
