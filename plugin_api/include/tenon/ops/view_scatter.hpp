// Generated from core/ops/view_scatter.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor scatter_view(const Tensor& src, IntSpan size, IntSpan view_size, IntSpan view_stride, int64_t offset) { return call<"scatter_view", Tensor>(src, size, view_size, view_stride, offset); }

}  // namespace ops
TN_NAMESPACE_END
