// Generated from core/ops/loss_class.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/loss_class.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor nll_loss_nd(const Tensor& input, const Tensor& target, const Tensor& weight, std::string_view reduction, int64_t ignore_index) {
  static const Op& op = Registry::get().at("nll_loss_nd");
  const Value args[5] = {cell(input), cell(target), cell(weight), cell(reduction), cell(ignore_index)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nll_loss_nd_backward(const Tensor& grad_output, const Tensor& target, const Tensor& weight, IntSpan size, std::string_view reduction, int64_t ignore_index) {
  static const Op& op = Registry::get().at("nll_loss_nd_backward");
  const Value args[6] = {cell(grad_output), cell(target), cell(weight), cell(size), cell(reduction), cell(ignore_index)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor nll_loss(const Tensor& input, const Tensor& target, const Tensor& weight, std::optional<bool> size_average, int64_t ignore_index, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("nll_loss");
  const Value args[7] = {cell(input), cell(target), cell(weight), cell(size_average), cell(ignore_index), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight, std::optional<bool> size_average, int64_t ignore_index, std::optional<bool> reduce, std::string_view reduction, double label_smoothing) {
  static const Op& op = Registry::get().at("cross_entropy");
  const Value args[8] = {cell(input), cell(target), cell(weight), cell(size_average), cell(ignore_index), cell(reduce), cell(reduction), cell(label_smoothing)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("binary_cross_entropy");
  const Value args[6] = {cell(input), cell(target), cell(weight), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target, const Tensor& weight, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction, const Tensor& pos_weight) {
  static const Op& op = Registry::get().at("binary_cross_entropy_with_logits");
  const Value args[7] = {cell(input), cell(target), cell(weight), cell(size_average), cell(reduce), cell(reduction), cell(pos_weight)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor kl_div(const Tensor& input, const Tensor& target, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction, bool log_target) {
  static const Op& op = Registry::get().at("kl_div");
  const Value args[6] = {cell(input), cell(target), cell(size_average), cell(reduce), cell(reduction), cell(log_target)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
