// Generated from core/ops/view_inplace.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor t_(const Tensor& input) { return call<"t_", Tensor>(input); }
inline Tensor transpose_(const Tensor& input, int64_t dim0, int64_t dim1) { return call<"transpose_", Tensor>(input, dim0, dim1); }
inline Tensor swapaxes_(const Tensor& input, int64_t axis0, int64_t axis1) { return call<"swapaxes_", Tensor>(input, axis0, axis1); }
inline Tensor swapdims_(const Tensor& input, int64_t dim0, int64_t dim1) { return call<"swapdims_", Tensor>(input, dim0, dim1); }
inline Tensor unsqueeze_(const Tensor& input, int64_t dim) { return call<"unsqueeze_", Tensor>(input, dim); }
inline Tensor squeeze_(const Tensor& input) { return call<"squeeze_", Tensor>(input); }
inline Tensor squeeze__dim(const Tensor& input, int64_t dim) { return call<"squeeze_.dim", Tensor>(input, dim); }
inline Tensor squeeze__dims(const Tensor& input, IntSpan dim) { return call<"squeeze_.dims", Tensor>(input, dim); }

}  // namespace ops
TN_NAMESPACE_END
