// Generated from core/ops/norm_group.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor> native_layer_norm_stats(const Tensor& input, IntSpan normalized_shape, const Tensor& weight, const Tensor& bias, double eps) { return call<"native_layer_norm.stats", std::tuple<Tensor, Tensor, Tensor>>(input, normalized_shape, weight, bias, eps); }
inline std::tuple<Tensor, Tensor, Tensor> native_layer_norm(const Tensor& input, IntSpan normalized_shape, const Tensor& weight, const Tensor& bias, double eps) { return call<"native_layer_norm", std::tuple<Tensor, Tensor, Tensor>>(input, normalized_shape, weight, bias, eps); }
inline std::tuple<Tensor, Tensor, Tensor> layer_norm_backward(const Tensor& grad_output, const Tensor& input, IntSpan normalized_shape, const Tensor& weight, const Tensor& mean, const Tensor& rstd) { return call<"layer_norm_backward", std::tuple<Tensor, Tensor, Tensor>>(grad_output, input, normalized_shape, weight, mean, rstd); }
inline Tensor layer_norm(const Tensor& input, IntSpan normalized_shape, const Tensor& weight = {}, const Tensor& bias = {}, double eps = 1e-05, bool cudnn_enable = true) { return call<"layer_norm", Tensor>(input, normalized_shape, weight, bias, eps, cudnn_enable); }
inline std::tuple<Tensor, Tensor, Tensor> native_group_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, int64_t num_groups, double eps) { return call<"native_group_norm", std::tuple<Tensor, Tensor, Tensor>>(input, weight, bias, num_groups, eps); }
inline std::tuple<Tensor, Tensor, Tensor> group_norm_backward(const Tensor& grad_output, const Tensor& input, const Tensor& weight, const Tensor& mean, const Tensor& rstd, int64_t num_groups) { return call<"group_norm_backward", std::tuple<Tensor, Tensor, Tensor>>(grad_output, input, weight, mean, rstd, num_groups); }
inline Tensor group_norm(const Tensor& input, int64_t num_groups, const Tensor& weight = {}, const Tensor& bias = {}, double eps = 1e-05, bool cudnn_enabled = true) { return call<"group_norm", Tensor>(input, num_groups, weight, bias, eps, cudnn_enabled); }

}  // namespace ops
TN_NAMESPACE_END
