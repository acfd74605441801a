// Generated from core/ops/pool_mean.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor avg_pool1d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0>::span, bool ceil_mode = false, bool count_include_pad = true) { return call<"avg_pool1d", Tensor>(input, kernel_size, stride, padding, ceil_mode, count_include_pad); }
inline Tensor adaptive_avg_pool1d(const Tensor& input, IntSpan output_size) { return call<"adaptive_avg_pool1d", Tensor>(input, output_size); }
inline Tensor avg_pool2d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0>::span, bool ceil_mode = false, bool count_include_pad = true, std::optional<int64_t> divisor_override = {}) { return call<"avg_pool2d", Tensor>(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override); }
inline Tensor adaptive_avg_pool2d(const Tensor& input, IntSpan output_size) { return call<"adaptive_avg_pool2d", Tensor>(input, output_size); }
inline Tensor avg_pool3d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0, 0>::span, bool ceil_mode = false, bool count_include_pad = true, std::optional<int64_t> divisor_override = {}) { return call<"avg_pool3d", Tensor>(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override); }
inline Tensor adaptive_avg_pool3d(const Tensor& input, IntSpan output_size) { return call<"adaptive_avg_pool3d", Tensor>(input, output_size); }
inline Tensor adaptive_avg_pool2d_like(const Tensor& input, const Value& output_size) { return call<"adaptive_avg_pool2d.like", Tensor>(input, output_size); }
inline Tensor adaptive_avg_pool3d_like(const Tensor& input, const Value& output_size) { return call<"adaptive_avg_pool3d.like", Tensor>(input, output_size); }

}  // namespace ops
TN_NAMESPACE_END
