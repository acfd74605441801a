// Generated from core/ops/pool.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> max_pool1d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0>::span, IntSpan dilation = detail::List<1>::span, bool ceil_mode = false) { return call<"max_pool1d_with_indices", std::tuple<Tensor, Tensor>>(input, kernel_size, stride, padding, dilation, ceil_mode); }
inline Tensor max_pool1d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0>::span, IntSpan dilation = detail::List<1>::span, bool ceil_mode = false) { return call<"max_pool1d", Tensor>(input, kernel_size, stride, padding, dilation, ceil_mode); }
inline Value max_pool1d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0>::span, IntSpan dilation = detail::List<1>::span, bool ceil_mode = false, bool return_indices = false) { return call<"max_pool1d.return_indices", Value>(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices); }
inline std::tuple<Tensor, Tensor> adaptive_max_pool1d(const Tensor& input, IntSpan output_size) { return call<"adaptive_max_pool1d", std::tuple<Tensor, Tensor>>(input, output_size); }
inline Value adaptive_max_pool1d_return_indices(const Tensor& input, const Value& output_size, bool return_indices = false) { return call<"adaptive_max_pool1d.return_indices", Value>(input, output_size, return_indices); }
inline std::tuple<Tensor, Tensor> max_pool2d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0>::span, IntSpan dilation = detail::List<1, 1>::span, bool ceil_mode = false) { return call<"max_pool2d_with_indices", std::tuple<Tensor, Tensor>>(input, kernel_size, stride, padding, dilation, ceil_mode); }
inline Tensor max_pool2d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0>::span, IntSpan dilation = detail::List<1, 1>::span, bool ceil_mode = false) { return call<"max_pool2d", Tensor>(input, kernel_size, stride, padding, dilation, ceil_mode); }
inline Value max_pool2d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0>::span, IntSpan dilation = detail::List<1, 1>::span, bool ceil_mode = false, bool return_indices = false) { return call<"max_pool2d.return_indices", Value>(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices); }
inline std::tuple<Tensor, Tensor> adaptive_max_pool2d(const Tensor& input, IntSpan output_size) { return call<"adaptive_max_pool2d", std::tuple<Tensor, Tensor>>(input, output_size); }
inline Value adaptive_max_pool2d_return_indices(const Tensor& input, const Value& output_size, bool return_indices = false) { return call<"adaptive_max_pool2d.return_indices", Value>(input, output_size, return_indices); }
inline std::tuple<Tensor, Tensor> max_pool3d_with_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0, 0>::span, IntSpan dilation = detail::List<1, 1, 1>::span, bool ceil_mode = false) { return call<"max_pool3d_with_indices", std::tuple<Tensor, Tensor>>(input, kernel_size, stride, padding, dilation, ceil_mode); }
inline Tensor max_pool3d(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0, 0>::span, IntSpan dilation = detail::List<1, 1, 1>::span, bool ceil_mode = false) { return call<"max_pool3d", Tensor>(input, kernel_size, stride, padding, dilation, ceil_mode); }
inline Value max_pool3d_return_indices(const Tensor& input, IntSpan kernel_size, std::optional<IntSpan> stride = {}, IntSpan padding = detail::List<0, 0, 0>::span, IntSpan dilation = detail::List<1, 1, 1>::span, bool ceil_mode = false, bool return_indices = false) { return call<"max_pool3d.return_indices", Value>(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices); }
inline std::tuple<Tensor, Tensor> adaptive_max_pool3d(const Tensor& input, IntSpan output_size) { return call<"adaptive_max_pool3d", std::tuple<Tensor, Tensor>>(input, output_size); }
inline Value adaptive_max_pool3d_return_indices(const Tensor& input, const Value& output_size, bool return_indices = false) { return call<"adaptive_max_pool3d.return_indices", Value>(input, output_size, return_indices); }

}  // namespace ops
TN_NAMESPACE_END
