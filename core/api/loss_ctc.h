// Generated from core/ops/loss_ctc.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

std::tuple<Tensor, Tensor> ctc_paths(const Tensor& log_probs, const Tensor& targets, IntSpan input_lengths, IntSpan target_lengths, int64_t blank, bool zero_infinity);
Tensor ctc_paths_backward(const Tensor& grad_output, const Tensor& log_probs, const Tensor& targets, IntSpan input_lengths, IntSpan target_lengths, const Tensor& loss, const Tensor& log_alpha, int64_t blank, bool zero_infinity);
Tensor ctc_loss(const Tensor& log_probs, const Tensor& targets, const Value& input_lengths, const Value& target_lengths, int64_t blank = 0, std::string_view reduction = "mean", bool zero_infinity = false);

}  // namespace tenon
