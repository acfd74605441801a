// Generated from core/ops/quantile.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor quantile(const Tensor& input, double q, std::optional<int64_t> dim = {}, bool keepdim = false, std::string_view interpolation = "linear") { return call<"quantile", Tensor>(input, q, dim, keepdim, interpolation); }
inline Tensor quantile_tensor(const Tensor& input, const Tensor& q, std::optional<int64_t> dim = {}, bool keepdim = false, std::string_view interpolation = "linear") { return call<"quantile.tensor", Tensor>(input, q, dim, keepdim, interpolation); }
inline Tensor nanquantile(const Tensor& input, double q, std::optional<int64_t> dim = {}, bool keepdim = false, std::string_view interpolation = "linear") { return call<"nanquantile", Tensor>(input, q, dim, keepdim, interpolation); }
inline Tensor nanquantile_tensor(const Tensor& input, const Tensor& q, std::optional<int64_t> dim = {}, bool keepdim = false, std::string_view interpolation = "linear") { return call<"nanquantile.tensor", Tensor>(input, q, dim, keepdim, interpolation); }

}  // namespace ops
TN_NAMESPACE_END
