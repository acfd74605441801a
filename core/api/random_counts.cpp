// Generated from core/ops/random_counts.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/random_counts.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor poisson(const Tensor& input, Generator* generator) {
  static const Op& op = Registry::get().at("poisson");
  const Value args[2] = {cell(input), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor binomial(const Tensor& count, const Tensor& prob, Generator* generator) {
  static const Op& op = Registry::get().at("binomial");
  const Value args[3] = {cell(count), cell(prob), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
