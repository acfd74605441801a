// Generated from core/ops/variance.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor var_unbiased(const Tensor& input, bool unbiased) { return call<"var.unbiased", Tensor>(input, unbiased); }
inline Tensor var_dim(const Tensor& input, std::optional<IntSpan> dim = {}, bool unbiased = true, bool keepdim = false) { return call<"var.dim", Tensor>(input, dim, unbiased, keepdim); }
inline Tensor std_fn_unbiased(const Tensor& input, bool unbiased) { return call<"std.unbiased", Tensor>(input, unbiased); }
inline Tensor std_fn_dim(const Tensor& input, std::optional<IntSpan> dim = {}, bool unbiased = true, bool keepdim = false) { return call<"std.dim", Tensor>(input, dim, unbiased, keepdim); }
inline std::tuple<Tensor, Tensor> var_mean_unbiased(const Tensor& input, bool unbiased) { return call<"var_mean.unbiased", std::tuple<Tensor, Tensor>>(input, unbiased); }
inline std::tuple<Tensor, Tensor> var_mean_dim(const Tensor& input, std::optional<IntSpan> dim = {}, bool unbiased = true, bool keepdim = false) { return call<"var_mean.dim", std::tuple<Tensor, Tensor>>(input, dim, unbiased, keepdim); }
inline std::tuple<Tensor, Tensor> std_mean_unbiased(const Tensor& input, bool unbiased) { return call<"std_mean.unbiased", std::tuple<Tensor, Tensor>>(input, unbiased); }
inline std::tuple<Tensor, Tensor> std_mean_dim(const Tensor& input, std::optional<IntSpan> dim = {}, bool unbiased = true, bool keepdim = false) { return call<"std_mean.dim", std::tuple<Tensor, Tensor>>(input, dim, unbiased, keepdim); }

}  // namespace ops
TN_NAMESPACE_END
