// Generated from core/ops/loss.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor mse_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean", const Tensor& weight = {}) { return call<"mse_loss", Tensor>(input, target, size_average, reduce, reduction, weight); }
inline Tensor l1_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean", const Tensor& weight = {}) { return call<"l1_loss", Tensor>(input, target, size_average, reduce, reduction, weight); }
inline Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean", double beta = 1.0) { return call<"smooth_l1_loss", Tensor>(input, target, size_average, reduce, reduction, beta); }
inline Tensor huber_loss(const Tensor& input, const Tensor& target, std::string_view reduction = "mean", double delta = 1.0, const Tensor& weight = {}) { return call<"huber_loss", Tensor>(input, target, reduction, delta, weight); }
inline Tensor soft_margin_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"soft_margin_loss", Tensor>(input, target, size_average, reduce, reduction); }
inline Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, double margin = 1.0, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"hinge_embedding_loss", Tensor>(input, target, margin, size_average, reduce, reduction); }
inline Tensor margin_ranking_loss(const Tensor& input1, const Tensor& input2, const Tensor& target, double margin = 0.0, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"margin_ranking_loss", Tensor>(input1, input2, target, margin, size_average, reduce, reduction); }
inline Tensor cosine_embedding_loss(const Tensor& input1, const Tensor& input2, const Tensor& target, double margin = 0.0, std::optional<bool> size_average = {}, std::optional<bool> reduce = {}, std::string_view reduction = "mean") { return call<"cosine_embedding_loss", Tensor>(input1, input2, target, margin, size_average, reduce, reduction); }

}  // namespace ops
TN_NAMESPACE_END
