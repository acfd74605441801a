// Generated from core/ops/view_dims.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor transpose(const Tensor& input, int64_t dim0, int64_t dim1) { return call<"transpose", Tensor>(input, dim0, dim1); }
inline Tensor swapaxes(const Tensor& input, int64_t axis0, int64_t axis1) { return call<"swapaxes", Tensor>(input, axis0, axis1); }
inline Tensor swapdims(const Tensor& input, int64_t dim0, int64_t dim1) { return call<"swapdims", Tensor>(input, dim0, dim1); }
inline Tensor t(const Tensor& input) { return call<"t", Tensor>(input); }
inline Tensor mT(const Tensor& input) { return call<"mT", Tensor>(input); }
inline Tensor numpy_T(const Tensor& input) { return call<"numpy_T", Tensor>(input); }
inline Tensor permute(const Tensor& input, IntSpan dims) { return call<"permute", Tensor>(input, dims); }
inline Tensor movedim(const Tensor& input, IntSpan source, IntSpan destination) { return call<"movedim", Tensor>(input, source, destination); }
inline Tensor unsqueeze(const Tensor& input, int64_t dim) { return call<"unsqueeze", Tensor>(input, dim); }
inline Tensor squeeze(const Tensor& input) { return call<"squeeze", Tensor>(input); }
inline Tensor squeeze_dim(const Tensor& input, int64_t dim) { return call<"squeeze.dim", Tensor>(input, dim); }
inline Tensor squeeze_dims(const Tensor& input, IntSpan dim) { return call<"squeeze.dims", Tensor>(input, dim); }

}  // namespace ops
TN_NAMESPACE_END
