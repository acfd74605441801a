// Generated from core/ops/scan.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor cumsum(const Tensor& input, int64_t dim, std::optional<DType> dtype = std::nullopt);
Tensor cumsum_(const Tensor& input, int64_t dim, std::optional<DType> dtype = std::nullopt);
Tensor cumprod(const Tensor& input, int64_t dim, std::optional<DType> dtype = std::nullopt);
Tensor cumprod_(const Tensor& input, int64_t dim, std::optional<DType> dtype = std::nullopt);
Tensor logcumsumexp(const Tensor& input, int64_t dim);
std::tuple<Tensor, Tensor> cummax(const Tensor& input, int64_t dim);
std::tuple<Tensor, Tensor> cummin(const Tensor& input, int64_t dim);
Tensor diff(const Tensor& input, int64_t n = 1, int64_t dim = -1, const Tensor& prepend = Tensor(), const Tensor& append = Tensor());

}  // namespace tenon
