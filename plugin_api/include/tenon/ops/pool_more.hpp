// Generated from core/ops/pool_more.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor lp_pool1d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride = {}, bool ceil_mode = false) { return call<"lp_pool1d", Tensor>(input, norm_type, kernel_size, stride, ceil_mode); }
inline Tensor lp_pool2d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride = {}, bool ceil_mode = false) { return call<"lp_pool2d", Tensor>(input, norm_type, kernel_size, stride, ceil_mode); }
inline Tensor lp_pool3d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride = {}, bool ceil_mode = false) { return call<"lp_pool3d", Tensor>(input, norm_type, kernel_size, stride, ceil_mode); }
inline Tensor max_unpool1d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0>::span, const Value& output_size = {}) { return call<"max_unpool1d", Tensor>(input, indices, kernel_size, stride, padding, output_size); }
inline Tensor max_unpool2d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0>::span, const Value& output_size = {}) { return call<"max_unpool2d", Tensor>(input, indices, kernel_size, stride, padding, output_size); }
inline Tensor max_unpool3d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0, 0>::span, const Value& output_size = {}) { return call<"max_unpool3d", Tensor>(input, indices, kernel_size, stride, padding, output_size); }
inline std::tuple<Tensor, Tensor> fractional_pool2d(const Tensor& input, IntSpan kernel_size, IntSpan output_size, const Tensor& random_samples) { return call<"fractional_pool2d", std::tuple<Tensor, Tensor>>(input, kernel_size, output_size, random_samples); }
inline std::tuple<Tensor, Tensor> fractional_pool3d(const Tensor& input, IntSpan kernel_size, IntSpan output_size, const Tensor& random_samples) { return call<"fractional_pool3d", std::tuple<Tensor, Tensor>>(input, kernel_size, output_size, random_samples); }
inline Value fractional_max_pool2d(const Tensor& input, IntSpan kernel_size, const Value& output_size = {}, const Value& output_ratio = {}, bool return_indices = false, const Tensor& _random_samples = {}) { return call<"fractional_max_pool2d", Value>(input, kernel_size, output_size, output_ratio, return_indices, _random_samples); }
inline std::tuple<Tensor, Tensor> fractional_max_pool2d_with_indices(const Tensor& input, IntSpan kernel_size, const Value& output_size = {}, const Value& output_ratio = {}, bool return_indices = false, const Tensor& _random_samples = {}) { return call<"fractional_max_pool2d_with_indices", std::tuple<Tensor, Tensor>>(input, kernel_size, output_size, output_ratio, return_indices, _random_samples); }
inline Value fractional_max_pool3d(const Tensor& input, IntSpan kernel_size, const Value& output_size = {}, const Value& output_ratio = {}, bool return_indices = false, const Tensor& _random_samples = {}) { return call<"fractional_max_pool3d", Value>(input, kernel_size, output_size, output_ratio, return_indices, _random_samples); }
inline std::tuple<Tensor, Tensor> fractional_max_pool3d_with_indices(const Tensor& input, IntSpan kernel_size, const Value& output_size = {}, const Value& output_ratio = {}, bool return_indices = false, const Tensor& _random_samples = {}) { return call<"fractional_max_pool3d_with_indices", std::tuple<Tensor, Tensor>>(input, kernel_size, output_size, output_ratio, return_indices, _random_samples); }
inline Tensor local_response_norm(const Tensor& input, int64_t size, double alpha = 0.0001, double beta = 0.75, double k = 1.0) { return call<"local_response_norm", Tensor>(input, size, alpha, beta, k); }

}  // namespace ops
TN_NAMESPACE_END
