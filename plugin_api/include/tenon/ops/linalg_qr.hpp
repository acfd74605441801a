// Generated from core/ops/linalg_qr.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> linalg_qr(const Tensor& A, std::string_view mode = "reduced") { return call<"linalg_qr", std::tuple<Tensor, Tensor>>(A, mode); }
inline std::tuple<Tensor, Tensor> qr(const Tensor& input, bool some = true) { return call<"qr", std::tuple<Tensor, Tensor>>(input, some); }

}  // namespace ops
TN_NAMESPACE_END
