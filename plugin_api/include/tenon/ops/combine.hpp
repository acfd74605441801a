// Generated from core/ops/combine.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor block_diag(const std::vector<Tensor>& tensors) { return call<"block_diag", Tensor>(tensors); }
inline std::vector<Tensor> unravel_index(const Tensor& indices, IntSpan shape) { return call<"unravel_index", std::vector<Tensor>>(indices, shape); }
inline Tensor linalg_cross(const Tensor& input, const Tensor& other, int64_t dim = -1) { return call<"linalg_cross", Tensor>(input, other, dim); }
inline Tensor cross(const Tensor& input, const Tensor& other, std::optional<int64_t> dim = {}) { return call<"cross", Tensor>(input, other, dim); }
inline Tensor trace(const Tensor& input) { return call<"trace", Tensor>(input); }
inline Tensor tensordot(const Tensor& a, const Tensor& b, const Value& dims = 2) { return call<"tensordot", Tensor>(a, b, dims); }
inline Tensor kron(const Tensor& input, const Tensor& other) { return call<"kron", Tensor>(input, other); }
inline Tensor linalg_vander(const Tensor& x, std::optional<int64_t> N = {}) { return call<"linalg_vander", Tensor>(x, N); }
inline Tensor vander(const Tensor& x, std::optional<int64_t> N = {}, bool increasing = false) { return call<"vander", Tensor>(x, N, increasing); }
inline Tensor block_diag(const std::vector<Tensor>& tensors) { return call<"block_diag", Tensor>(tensors); }
inline Tensor cartesian_prod(const std::vector<Tensor>& tensors) { return call<"cartesian_prod", Tensor>(tensors); }
inline Tensor combinations(const Tensor& input, int64_t r = 2, bool with_replacement = false) { return call<"combinations", Tensor>(input, r, with_replacement); }
inline Tensor diagflat(const Tensor& input, int64_t offset = 0) { return call<"diagflat", Tensor>(input, offset); }

}  // namespace ops
TN_NAMESPACE_END
