// Generated from core/ops/linalg_norms.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor linalg_matrix_norm(const Tensor& input, const Value& ord = Value("fro"), IntSpan dim = Ints<-2, -1>::span, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor linalg_norm(const Tensor& input, const Value& ord = Value(), std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor linalg_cond(const Tensor& input, const Value& p = Value());

}  // namespace tenon
