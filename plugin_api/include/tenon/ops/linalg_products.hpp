// Generated from core/ops/linalg_products.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor tensordot_dims(const Tensor& input, const Tensor& other, IntSpan dims_self, IntSpan dims_other) { return call<"tensordot.dims", Tensor>(input, other, dims_self, dims_other); }
inline Tensor inner(const Tensor& input, const Tensor& other) { return call<"inner", Tensor>(input, other); }
inline Tensor vdot(const Tensor& input, const Tensor& other) { return call<"vdot", Tensor>(input, other); }
inline Tensor linalg_vecdot(const Tensor& x, const Tensor& y, int64_t dim = -1) { return call<"linalg_vecdot", Tensor>(x, y, dim); }
inline Tensor linalg_cross(const Tensor& input, const Tensor& other, int64_t dim = -1) { return call<"linalg_cross", Tensor>(input, other, dim); }
inline Tensor cross(const Tensor& input, const Tensor& other, std::optional<int64_t> dim = {}) { return call<"cross", Tensor>(input, other, dim); }
inline Tensor kron(const Tensor& input, const Tensor& other) { return call<"kron", Tensor>(input, other); }
inline Tensor trace(const Tensor& input) { return call<"trace", Tensor>(input); }
inline Tensor linalg_diagonal(const Tensor& A, int64_t offset = 0, int64_t dim1 = -2, int64_t dim2 = -1) { return call<"linalg_diagonal", Tensor>(A, offset, dim1, dim2); }
inline Tensor linalg_vander(const Tensor& x, std::optional<int64_t> N = {}) { return call<"linalg_vander", Tensor>(x, N); }
inline Tensor vander(const Tensor& x, std::optional<int64_t> N = {}, bool increasing = false) { return call<"vander", Tensor>(x, N, increasing); }
inline Tensor linalg_tensorinv(const Tensor& input, int64_t ind = 2) { return call<"linalg_tensorinv", Tensor>(input, ind); }
inline Tensor linalg_tensorsolve(const Tensor& input, const Tensor& other, std::optional<IntSpan> dims = {}) { return call<"linalg_tensorsolve", Tensor>(input, other, dims); }

}  // namespace ops
TN_NAMESPACE_END
