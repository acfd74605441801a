// Generated from core/ops/loss.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/loss.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor mse_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction, const Tensor& weight) {
  static const Op& op = Registry::get().at("mse_loss");
  const Value args[6] = {cell(input), cell(target), cell(size_average), cell(reduce), cell(reduction), cell(weight)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor l1_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction, const Tensor& weight) {
  static const Op& op = Registry::get().at("l1_loss");
  const Value args[6] = {cell(input), cell(target), cell(size_average), cell(reduce), cell(reduction), cell(weight)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction, double beta) {
  static const Op& op = Registry::get().at("smooth_l1_loss");
  const Value args[6] = {cell(input), cell(target), cell(size_average), cell(reduce), cell(reduction), cell(beta)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor huber_loss(const Tensor& input, const Tensor& target, std::string_view reduction, double delta, const Tensor& weight) {
  static const Op& op = Registry::get().at("huber_loss");
  const Value args[5] = {cell(input), cell(target), cell(reduction), cell(delta), cell(weight)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor soft_margin_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("soft_margin_loss");
  const Value args[5] = {cell(input), cell(target), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, double margin, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("hinge_embedding_loss");
  const Value args[6] = {cell(input), cell(target), cell(margin), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor margin_ranking_loss(const Tensor& input1, const Tensor& input2, const Tensor& target, double margin, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("margin_ranking_loss");
  const Value args[7] = {cell(input1), cell(input2), cell(target), cell(margin), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cosine_embedding_loss(const Tensor& input1, const Tensor& input2, const Tensor& target, double margin, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("cosine_embedding_loss");
  const Value args[7] = {cell(input1), cell(input2), cell(target), cell(margin), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
