// Generated from core/ops/norm.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor> native_batch_norm_stats(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_var, bool training, double momentum, double eps) { return call<"native_batch_norm.stats", std::tuple<Tensor, Tensor, Tensor>>(input, weight, bias, running_mean, running_var, training, momentum, eps); }
inline std::tuple<Tensor, Tensor, Tensor> native_batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_var, bool training, double momentum, double eps) { return call<"native_batch_norm", std::tuple<Tensor, Tensor, Tensor>>(input, weight, bias, running_mean, running_var, training, momentum, eps); }
inline std::tuple<Tensor, Tensor, Tensor> batch_norm_backward(const Tensor& grad_output, const Tensor& input, const Tensor& weight, const Tensor& mean, const Tensor& rstd, bool training) { return call<"batch_norm_backward", std::tuple<Tensor, Tensor, Tensor>>(grad_output, input, weight, mean, rstd, training); }
inline Tensor batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_var, bool training, double momentum, double eps, bool cudnn_enabled = true) { return call<"batch_norm", Tensor>(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled); }
inline Tensor functional_batch_norm(const Tensor& input, const Tensor& running_mean, const Tensor& running_var, const Tensor& weight = {}, const Tensor& bias = {}, bool training = false, double momentum = 0.1, double eps = 1e-05) { return call<"functional_batch_norm", Tensor>(input, running_mean, running_var, weight, bias, training, momentum, eps); }
inline Tensor instance_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean, const Tensor& running_var, bool use_input_stats, double momentum, double eps, bool cudnn_enabled = true) { return call<"instance_norm", Tensor>(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled); }
inline Tensor functional_instance_norm(const Tensor& input, const Tensor& running_mean = {}, const Tensor& running_var = {}, const Tensor& weight = {}, const Tensor& bias = {}, bool use_input_stats = true, double momentum = 0.1, double eps = 1e-05) { return call<"functional_instance_norm", Tensor>(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps); }

}  // namespace ops
TN_NAMESPACE_END
