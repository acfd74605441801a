// Generated from core/ops/dropout.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/dropout.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> native_dropout(const Tensor& input, double p, std::optional<bool> train) {
  static const Op& op = Registry::get().at("native_dropout");
  const Value args[3] = {cell(input), cell(p), cell(train)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor dropout(const Tensor& input, double p, bool training, bool inplace) {
  static const Op& op = Registry::get().at("dropout");
  const Value args[4] = {cell(input), cell(p), cell(training), cell(inplace)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor feature_dropout(const Tensor& input, double p, bool training, bool inplace) {
  static const Op& op = Registry::get().at("feature_dropout");
  const Value args[4] = {cell(input), cell(p), cell(training), cell(inplace)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor alpha_dropout(const Tensor& input, double p, bool training, bool inplace) {
  static const Op& op = Registry::get().at("alpha_dropout");
  const Value args[4] = {cell(input), cell(p), cell(training), cell(inplace)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor feature_alpha_dropout(const Tensor& input, double p, bool training, bool inplace) {
  static const Op& op = Registry::get().at("feature_alpha_dropout");
  const Value args[4] = {cell(input), cell(p), cell(training), cell(inplace)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
