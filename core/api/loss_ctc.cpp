// Generated from core/ops/loss_ctc.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/loss_ctc.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> ctc_paths(const Tensor& log_probs, const Tensor& targets, IntSpan input_lengths, IntSpan target_lengths, int64_t blank, bool zero_infinity) {
  static const Op& op = Registry::get().at("ctc_paths");
  const Value args[6] = {cell(log_probs), cell(targets), cell(input_lengths), cell(target_lengths), cell(blank), cell(zero_infinity)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor ctc_paths_backward(const Tensor& grad_output, const Tensor& log_probs, const Tensor& targets, IntSpan input_lengths, IntSpan target_lengths, const Tensor& loss, const Tensor& log_alpha, int64_t blank, bool zero_infinity) {
  static const Op& op = Registry::get().at("ctc_paths_backward");
  const Value args[9] = {cell(grad_output), cell(log_probs), cell(targets), cell(input_lengths), cell(target_lengths), cell(loss), cell(log_alpha), cell(blank), cell(zero_infinity)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor ctc_loss(const Tensor& log_probs, const Tensor& targets, const Value& input_lengths, const Value& target_lengths, int64_t blank, std::string_view reduction, bool zero_infinity) {
  static const Op& op = Registry::get().at("ctc_loss");
  const Value args[7] = {cell(log_probs), cell(targets), cell(input_lengths), cell(target_lengths), cell(blank), cell(reduction), cell(zero_infinity)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
