// Generated from core/ops/scatter.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor gather(const Tensor& input, int64_t dim, const Tensor& index, bool sparse_grad = false);
Tensor scatter(const Tensor& input, int64_t dim, const Tensor& index, const Operand& src, std::optional<std::string_view> reduce = std::nullopt);
Tensor scatter_(const Tensor& input, int64_t dim, const Tensor& index, const Operand& src, std::optional<std::string_view> reduce = std::nullopt);
Tensor scatter_value(const Tensor& input, int64_t dim, const Tensor& index, Scalar value, std::optional<std::string_view> reduce = std::nullopt);
Tensor scatter__value(const Tensor& input, int64_t dim, const Tensor& index, Scalar value, std::optional<std::string_view> reduce = std::nullopt);
Tensor scatter_add(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src);
Tensor scatter_add_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src);
Tensor take(const Tensor& input, const Tensor& index);
Tensor put(const Tensor& input, const Tensor& index, const Tensor& source, bool accumulate = false);
Tensor put_(const Tensor& input, const Tensor& index, const Tensor& source, bool accumulate = false);
Tensor take_along_dim(const Tensor& input, const Tensor& indices, std::optional<int64_t> dim = std::nullopt);

}  // namespace tenon
