// Generated from core/ops/pool_more.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor lp_pool1d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, bool ceil_mode = false);
Tensor lp_pool2d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, bool ceil_mode = false);
Tensor lp_pool3d(const Tensor& input, double norm_type, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, bool ceil_mode = false);
Tensor max_unpool1d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0>::span, const Value& output_size = Value());
Tensor max_unpool2d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0>::span, const Value& output_size = Value());
Tensor max_unpool3d(const Tensor& input, const Tensor& indices, IntSpan kernel_size, std::optional<IntSpan> stride = std::nullopt, IntSpan padding = Ints<0, 0, 0>::span, const Value& output_size = Value());
std::tuple<Tensor, Tensor> fractional_pool2d(const Tensor& input, IntSpan kernel_size, IntSpan output_size, const Tensor& random_samples);
std::tuple<Tensor, Tensor> fractional_pool3d(const Tensor& input, IntSpan kernel_size, IntSpan output_size, const Tensor& random_samples);
Owned fractional_max_pool2d(const Tensor& input, IntSpan kernel_size, const Value& output_size = Value(), const Value& output_ratio = Value(), bool return_indices = false, const Tensor& _random_samples = Tensor());
std::tuple<Tensor, Tensor> fractional_max_pool2d_with_indices(const Tensor& input, IntSpan kernel_size, const Value& output_size = Value(), const Value& output_ratio = Value(), bool return_indices = false, const Tensor& _random_samples = Tensor());
Owned fractional_max_pool3d(const Tensor& input, IntSpan kernel_size, const Value& output_size = Value(), const Value& output_ratio = Value(), bool return_indices = false, const Tensor& _random_samples = Tensor());
std::tuple<Tensor, Tensor> fractional_max_pool3d_with_indices(const Tensor& input, IntSpan kernel_size, const Value& output_size = Value(), const Value& output_ratio = Value(), bool return_indices = false, const Tensor& _random_samples = Tensor());
Tensor local_response_norm(const Tensor& input, int64_t size, double alpha = 0.0001, double beta = 0.75, double k = 1.0);

}  // namespace tenon
