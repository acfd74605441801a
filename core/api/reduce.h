// Generated from core/ops/reduce.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor sum(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor sum_to_size(const Tensor& input, IntSpan size);
Tensor mean(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor nansum(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor nanmean(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor prod(const Tensor& input, std::optional<int64_t> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor amax(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false);
Tensor amin(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false);
Tensor any(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false);
Tensor all(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false);
Tensor count_nonzero(const Tensor& input, std::optional<IntSpan> dim = std::nullopt);
Tensor var(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<Scalar> correction = std::nullopt);
Tensor std_fn(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<Scalar> correction = std::nullopt);
std::tuple<Tensor, Tensor> var_mean(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<Scalar> correction = std::nullopt);
std::tuple<Tensor, Tensor> std_mean(const Tensor& input, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<Scalar> correction = std::nullopt);
Tensor vector_norm(const Tensor& x, Scalar ord = 2, std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor norm(const Tensor& input, const Value& p = Value("fro"), std::optional<IntSpan> dim = std::nullopt, bool keepdim = false, std::optional<DType> dtype = std::nullopt);
Tensor logsumexp(const Tensor& input, IntSpan dim, bool keepdim = false);

}  // namespace tenon
