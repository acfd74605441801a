// Generated from core/ops/extremes.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor max(const Tensor& input) { return call<"max", Tensor>(input); }
inline Tensor max_other(const Tensor& input, const Tensor& other) { return call<"max.other", Tensor>(input, other); }
inline std::tuple<Tensor, Tensor> max_dim(const Tensor& input, int64_t dim, bool keepdim = false) { return call<"max.dim", std::tuple<Tensor, Tensor>>(input, dim, keepdim); }
inline Tensor min(const Tensor& input) { return call<"min", Tensor>(input); }
inline Tensor min_other(const Tensor& input, const Tensor& other) { return call<"min.other", Tensor>(input, other); }
inline std::tuple<Tensor, Tensor> min_dim(const Tensor& input, int64_t dim, bool keepdim = false) { return call<"min.dim", std::tuple<Tensor, Tensor>>(input, dim, keepdim); }
inline Tensor argmax(const Tensor& input, std::optional<int64_t> dim = {}, bool keepdim = false) { return call<"argmax", Tensor>(input, dim, keepdim); }
inline Tensor argmin(const Tensor& input, std::optional<int64_t> dim = {}, bool keepdim = false) { return call<"argmin", Tensor>(input, dim, keepdim); }
inline std::tuple<Tensor, Tensor> aminmax(const Tensor& input, std::optional<int64_t> dim = {}, bool keepdim = false) { return call<"aminmax", std::tuple<Tensor, Tensor>>(input, dim, keepdim); }

}  // namespace ops
TN_NAMESPACE_END
