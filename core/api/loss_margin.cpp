// Generated from core/ops/loss_margin.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/loss_margin.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor multi_margin_loss(const Tensor& input, const Tensor& target, int64_t p, double margin, const Tensor& weight, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("multi_margin_loss");
  const Value args[8] = {cell(input), cell(target), cell(p), cell(margin), cell(weight), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("multilabel_margin_loss");
  const Value args[5] = {cell(input), cell(target), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target, const Tensor& weight, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("multilabel_soft_margin_loss");
  const Value args[6] = {cell(input), cell(target), cell(weight), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative, double margin, double p, double eps, bool swap, std::optional<bool> size_average, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("triplet_margin_loss");
  const Value args[10] = {cell(anchor), cell(positive), cell(negative), cell(margin), cell(p), cell(eps), cell(swap), cell(size_average), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, bool log_input, bool full, std::optional<bool> size_average, double eps, std::optional<bool> reduce, std::string_view reduction) {
  static const Op& op = Registry::get().at("poisson_nll_loss");
  const Value args[8] = {cell(input), cell(target), cell(log_input), cell(full), cell(size_average), cell(eps), cell(reduce), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor gaussian_nll_loss(const Tensor& input, const Tensor& target, const Operand& var, bool full, double eps, std::string_view reduction) {
  static const Op& op = Registry::get().at("gaussian_nll_loss");
  const Value args[6] = {cell(input), cell(target), cell(var), cell(full), cell(eps), cell(reduction)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
