// Generated from core/ops/linalg_det.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor> _linalg_det(const Tensor& A) { return call<"_linalg_det", std::tuple<Tensor, Tensor, Tensor>>(A); }
inline Tensor linalg_det(const Tensor& A) { return call<"linalg_det", Tensor>(A); }
inline std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_slogdet(const Tensor& A) { return call<"_linalg_slogdet", std::tuple<Tensor, Tensor, Tensor, Tensor>>(A); }
inline std::tuple<Tensor, Tensor> linalg_slogdet(const Tensor& A) { return call<"linalg_slogdet", std::tuple<Tensor, Tensor>>(A); }
inline std::tuple<Tensor, Tensor> slogdet(const Tensor& input) { return call<"slogdet", std::tuple<Tensor, Tensor>>(input); }
inline Tensor logdet(const Tensor& input) { return call<"logdet", Tensor>(input); }

}  // namespace ops
TN_NAMESPACE_END
