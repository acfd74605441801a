// Generated from core/ops/dropout_channels.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/dropout_channels.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor dropout1d(const Tensor& input, double p, bool training, bool inplace) {
  static const Op& op = Registry::get().at("dropout1d");
  const Value args[4] = {cell(input), cell(p), cell(training), cell(inplace)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor dropout2d(const Tensor& input, double p, bool training, bool inplace) {
  static const Op& op = Registry::get().at("dropout2d");
  const Value args[4] = {cell(input), cell(p), cell(training), cell(inplace)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor dropout3d(const Tensor& input, double p, bool training, bool inplace) {
  static const Op& op = Registry::get().at("dropout3d");
  const Value args[4] = {cell(input), cell(p), cell(training), cell(inplace)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
