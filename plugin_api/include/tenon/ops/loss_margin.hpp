// Generated from core/ops/loss_margin.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor multi_margin_loss(const Tensor& input, const Tensor& target, int64_t p = 1, double margin = 1.0, const Tensor& weight = {}, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"multi_margin_loss", Tensor>(input, target, p, margin, weight, size_average, reduce, reduction); }
inline Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"multilabel_margin_loss", Tensor>(input, target, size_average, reduce, reduction); }
inline Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target, const Tensor& weight = {}, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"multilabel_soft_margin_loss", Tensor>(input, target, weight, size_average, reduce, reduction); }
inline Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative, double margin = 1.0, double p = 2.0, double eps = 1e-06, bool swap = false, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"triplet_margin_loss", Tensor>(anchor, positive, negative, margin, p, eps, swap, size_average, reduce, reduction); }
inline Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, bool log_input = true, bool full = false, std::optional<bool> size_average = {}, double eps = 1e-08, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"poisson_nll_loss", Tensor>(input, target, log_input, full, size_average, eps, reduce, reduction); }
inline Tensor gaussian_nll_loss(const Tensor& input, const Tensor& target, const Value& var, bool full = false, double eps = 1e-06, std::string_view reduction = "mean") { return call<"gaussian_nll_loss", Tensor>(input, target, var, full, eps, reduction); }

}  // namespace ops
TN_NAMESPACE_END
