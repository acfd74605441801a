// Generated from core/ops/index_reduce.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor index_reduce(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, std::string_view reduce, bool include_self = true) { return call<"index_reduce", Tensor>(input, dim, index, source, reduce, include_self); }
inline Tensor index_reduce_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, std::string_view reduce, bool include_self = true) { return call<"index_reduce_", Tensor>(input, dim, index, source, reduce, include_self); }

}  // namespace ops
TN_NAMESPACE_END
