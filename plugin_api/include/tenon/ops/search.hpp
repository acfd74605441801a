// Generated from core/ops/search.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor searchsorted(const Tensor& sorted_sequence, const Tensor& input, bool out_int32 = false, bool right = false, std::optional<std::string_view> side = {}, const Tensor& sorter = {}) { return call<"searchsorted", Tensor>(sorted_sequence, input, out_int32, right, side, sorter); }
inline Tensor searchsorted_scalar(const Tensor& sorted_sequence, const Value& input, bool out_int32 = false, bool right = false, std::optional<std::string_view> side = {}, const Tensor& sorter = {}) { return call<"searchsorted.scalar", Tensor>(sorted_sequence, input, out_int32, right, side, sorter); }
inline Tensor bucketize(const Tensor& input, const Tensor& boundaries, bool out_int32 = false, bool right = false) { return call<"bucketize", Tensor>(input, boundaries, out_int32, right); }
inline Tensor bucketize_scalar(const Value& input, const Tensor& boundaries, bool out_int32 = false, bool right = false) { return call<"bucketize.scalar", Tensor>(input, boundaries, out_int32, right); }

}  // namespace ops
TN_NAMESPACE_END
