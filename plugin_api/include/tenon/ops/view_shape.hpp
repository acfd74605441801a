// Generated from core/ops/view_shape.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor flatten(const Tensor& input, int64_t start_dim = 0, int64_t end_dim = -1) { return call<"flatten", Tensor>(input, start_dim, end_dim); }
inline Tensor ravel(const Tensor& input) { return call<"ravel", Tensor>(input); }
inline Tensor unflatten(const Tensor& input, int64_t dim, IntSpan sizes) { return call<"unflatten", Tensor>(input, dim, sizes); }
inline Tensor view_as(const Tensor& input, const Tensor& other) { return call<"view_as", Tensor>(input, other); }
inline Tensor reshape_as(const Tensor& input, const Tensor& other) { return call<"reshape_as", Tensor>(input, other); }
inline Tensor expand_as(const Tensor& input, const Tensor& other) { return call<"expand_as", Tensor>(input, other); }
inline Tensor broadcast_to(const Tensor& input, IntSpan size) { return call<"broadcast_to", Tensor>(input, size); }
inline std::vector<Tensor> broadcast_tensors(const std::vector<Tensor>& tensors) { return call<"broadcast_tensors", std::vector<Tensor>>(tensors); }
inline Tensor view_dtype(const Tensor& input, DType dtype) { return call<"view.dtype", Tensor>(input, dtype); }

}  // namespace ops
TN_NAMESPACE_END
