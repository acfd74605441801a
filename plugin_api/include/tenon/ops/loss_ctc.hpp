// Generated from core/ops/loss_ctc.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor> ctc_paths(const Tensor& log_probs, const Tensor& targets, IntSpan input_lengths, IntSpan target_lengths, int64_t blank, bool zero_infinity) { return call<"ctc_paths", std::tuple<Tensor, Tensor>>(log_probs, targets, input_lengths, target_lengths, blank, zero_infinity); }
inline Tensor ctc_paths_backward(const Tensor& grad_output, const Tensor& log_probs, const Tensor& targets, IntSpan input_lengths, IntSpan target_lengths, const Tensor& loss, const Tensor& log_alpha, int64_t blank, bool zero_infinity) { return call<"ctc_paths_backward", Tensor>(grad_output, log_probs, targets, input_lengths, target_lengths, loss, log_alpha, blank, zero_infinity); }
inline Tensor ctc_loss(const Tensor& log_probs, const Tensor& targets, const Value& input_lengths, const Value& target_lengths, int64_t blank = 0, std::string_view reduction = "mean", bool zero_infinity = false) { return call<"ctc_loss", Tensor>(log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity); }

}  // namespace ops
TN_NAMESPACE_END
