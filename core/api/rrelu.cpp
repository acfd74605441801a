// Generated from core/ops/rrelu.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/rrelu.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor prelu(const Tensor& input, const Tensor& weight) {
  static const Op& op = Registry::get().at("prelu");
  const Value args[2] = {cell(input), cell(weight)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rrelu(const Tensor& input, double lower, double upper, bool training, Generator* generator) {
  static const Op& op = Registry::get().at("rrelu");
  const Value args[5] = {cell(input), cell(lower), cell(upper), cell(training), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rrelu_(const Tensor& input, double lower, double upper, bool training, Generator* generator) {
  static const Op& op = Registry::get().at("rrelu_");
  const Value args[5] = {cell(input), cell(lower), cell(upper), cell(training), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
