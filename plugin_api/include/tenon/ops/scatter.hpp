// Generated from core/ops/scatter.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor gather(const Tensor& input, int64_t dim, const Tensor& index, bool sparse_grad = false) { return call<"gather", Tensor>(input, dim, index, sparse_grad); }
inline Tensor scatter(const Tensor& input, int64_t dim, const Tensor& index, const Value& src, std::optional<std::string_view> reduce = {}) { return call<"scatter", Tensor>(input, dim, index, src, reduce); }
inline Tensor scatter_(const Tensor& input, int64_t dim, const Tensor& index, const Value& src, std::optional<std::string_view> reduce = {}) { return call<"scatter_", Tensor>(input, dim, index, src, reduce); }
inline Tensor scatter_value(const Tensor& input, int64_t dim, const Tensor& index, const Value& value, std::optional<std::string_view> reduce = {}) { return call<"scatter.value", Tensor>(input, dim, index, value, reduce); }
inline Tensor scatter__value(const Tensor& input, int64_t dim, const Tensor& index, const Value& value, std::optional<std::string_view> reduce = {}) { return call<"scatter_.value", Tensor>(input, dim, index, value, reduce); }
inline Tensor scatter_add(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src) { return call<"scatter_add", Tensor>(input, dim, index, src); }
inline Tensor scatter_add_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src) { return call<"scatter_add_", Tensor>(input, dim, index, src); }
inline Tensor take(const Tensor& input, const Tensor& index) { return call<"take", Tensor>(input, index); }
inline Tensor put(const Tensor& input, const Tensor& index, const Tensor& source, bool accumulate = false) { return call<"put", Tensor>(input, index, source, accumulate); }
inline Tensor put_(const Tensor& input, const Tensor& index, const Tensor& source, bool accumulate = false) { return call<"put_", Tensor>(input, index, source, accumulate); }
inline Tensor take_along_dim(const Tensor& input, const Tensor& indices, std::optional<int64_t> dim = {}) { return call<"take_along_dim", Tensor>(input, indices, dim); }

}  // namespace ops
TN_NAMESPACE_END
