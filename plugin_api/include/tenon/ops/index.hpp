// Generated from core/ops/index.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor index(const Tensor& input, const std::vector<Tensor>& indices) { return call<"index", Tensor>(input, indices); }
inline Tensor index_put(const Tensor& input, const std::vector<Tensor>& indices, const Tensor& values, bool accumulate = false) { return call<"index_put", Tensor>(input, indices, values, accumulate); }
inline Tensor index_put_(const Tensor& input, const std::vector<Tensor>& indices, const Tensor& values, bool accumulate = false) { return call<"index_put_", Tensor>(input, indices, values, accumulate); }
inline Tensor index_select(const Tensor& input, int64_t dim, const Tensor& index) { return call<"index_select", Tensor>(input, dim, index); }
inline Tensor index_add(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, const Value& alpha = 1) { return call<"index_add", Tensor>(input, dim, index, source, alpha); }
inline Tensor index_add_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, const Value& alpha = 1) { return call<"index_add_", Tensor>(input, dim, index, source, alpha); }
inline Tensor index_copy(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source) { return call<"index_copy", Tensor>(input, dim, index, source); }
inline Tensor index_copy_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source) { return call<"index_copy_", Tensor>(input, dim, index, source); }
inline Tensor index_fill(const Tensor& input, int64_t dim, const Tensor& index, const Value& value) { return call<"index_fill", Tensor>(input, dim, index, value); }
inline Tensor index_fill_(const Tensor& input, int64_t dim, const Tensor& index, const Value& value) { return call<"index_fill_", Tensor>(input, dim, index, value); }

}  // namespace ops
TN_NAMESPACE_END
