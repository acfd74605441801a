// Generated from core/ops/scatter_reduce.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor scatter_reduce(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce, bool include_self = true) { return call<"scatter_reduce", Tensor>(input, dim, index, src, reduce, include_self); }
inline Tensor scatter_reduce_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce, bool include_self = true) { return call<"scatter_reduce_", Tensor>(input, dim, index, src, reduce, include_self); }

}  // namespace ops
TN_NAMESPACE_END
