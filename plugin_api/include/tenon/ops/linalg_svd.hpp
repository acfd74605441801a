// Generated from core/ops/linalg_svd.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor> _linalg_svd(const Tensor& A, bool full_matrices = false, bool compute_uv = true, std::optional<std::string_view> driver = {}) { return call<"_linalg_svd", std::tuple<Tensor, Tensor, Tensor>>(A, full_matrices, compute_uv, driver); }
inline std::tuple<Tensor, Tensor, Tensor> linalg_svd(const Tensor& A, bool full_matrices = true, std::optional<std::string_view> driver = {}) { return call<"linalg_svd", std::tuple<Tensor, Tensor, Tensor>>(A, full_matrices, driver); }
inline Tensor linalg_svdvals(const Tensor& A, std::optional<std::string_view> driver = {}) { return call<"linalg_svdvals", Tensor>(A, driver); }
inline std::tuple<Tensor, Tensor, Tensor> svd(const Tensor& input, bool some = true, bool compute_uv = true) { return call<"svd", std::tuple<Tensor, Tensor, Tensor>>(input, some, compute_uv); }

}  // namespace ops
TN_NAMESPACE_END
