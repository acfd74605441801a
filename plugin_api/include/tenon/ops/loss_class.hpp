// Generated from core/ops/loss_class.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor nll_loss_nd(const Tensor& input, const Tensor& target, const Tensor& weight, std::string_view reduction, int64_t ignore_index) { return call<"nll_loss_nd", Tensor>(input, target, weight, reduction, ignore_index); }
inline Tensor nll_loss_nd_backward(const Tensor& grad_output, const Tensor& target, const Tensor& weight, IntSpan size, std::string_view reduction, int64_t ignore_index) { return call<"nll_loss_nd_backward", Tensor>(grad_output, target, weight, size, reduction, ignore_index); }
inline Tensor nll_loss(const Tensor& input, const Tensor& target, const Tensor& weight = {}, std::optional<bool> size_average = {}, int64_t ignore_index = -100, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"nll_loss", Tensor>(input, target, weight, size_average, ignore_index, reduce, reduction); }
inline Tensor cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight = {}, std::optional<bool> size_average = {}, int64_t ignore_index = -100, std::optional<bool> reduce = {}, std::string_view reduction = "mean", double label_smoothing = 0.0) { return call<"cross_entropy", Tensor>(input, target, weight, size_average, ignore_index, reduce, reduction, label_smoothing); }
inline Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight = {}, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"binary_cross_entropy", Tensor>(input, target, weight, size_average, reduce, reduction); }
inline Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target, const Tensor& weight = {}, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean", const Tensor& pos_weight = {}) { return call<"binary_cross_entropy_with_logits", Tensor>(input, target, weight, size_average, reduce, reduction, pos_weight); }
inline Tensor kl_div(const Tensor& input, const Tensor& target, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean", bool log_target = false) { return call<"kl_div", Tensor>(input, target, size_average, reduce, reduction, log_target); }

}  // namespace ops
TN_NAMESPACE_END
