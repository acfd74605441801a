// Generated from core/ops/linalg_lstsq.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor, Tensor> _linalg_lstsq(const Tensor& input, const Tensor& B, std::optional<double> rcond = {}, std::optional<std::string_view> driver = {}) { return call<"_linalg_lstsq", std::tuple<Tensor, Tensor, Tensor, Tensor>>(input, B, rcond, driver); }
inline std::tuple<Tensor, Tensor, Tensor, Tensor> linalg_lstsq(const Tensor& input, const Tensor& B, std::optional<double> rcond = {}, std::optional<std::string_view> driver = {}) { return call<"linalg_lstsq", std::tuple<Tensor, Tensor, Tensor, Tensor>>(input, B, rcond, driver); }

}  // namespace ops
TN_NAMESPACE_END
