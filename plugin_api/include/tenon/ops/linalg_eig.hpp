// Generated from core/ops/linalg_eig.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> linalg_eig(const Tensor& input) { return call<"linalg_eig", std::tuple<Tensor, Tensor>>(input); }
inline Tensor _linalg_eigvals(const Tensor& input) { return call<"_linalg_eigvals", Tensor>(input); }
inline Tensor linalg_eigvals(const Tensor& input) { return call<"linalg_eigvals", Tensor>(input); }
inline std::tuple<Tensor, Tensor> _linalg_eigh(const Tensor& A, std::string_view UPLO = "L", bool compute_v = true) { return call<"_linalg_eigh", std::tuple<Tensor, Tensor>>(A, UPLO, compute_v); }
inline std::tuple<Tensor, Tensor> linalg_eigh(const Tensor& input, std::string_view UPLO = "L") { return call<"linalg_eigh", std::tuple<Tensor, Tensor>>(input, UPLO); }
inline Tensor linalg_eigvalsh(const Tensor& input, std::string_view UPLO = "L") { return call<"linalg_eigvalsh", Tensor>(input, UPLO); }

}  // namespace ops
TN_NAMESPACE_END
