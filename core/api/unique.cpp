// Generated from core/ops/unique.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/unique.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor, Tensor> unique_parts(const Tensor& input, std::optional<int64_t> dim, bool consecutive) {
  static const Op& op = Registry::get().at("unique_parts");
  const Value args[3] = {cell(input), cell(dim), cell(consecutive)};
  Value rets[3];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor(), rets[2].take_tensor()};
}

Owned unique(const Tensor& input, bool sorted, bool return_inverse, bool return_counts, std::optional<int64_t> dim) {
  static const Op& op = Registry::get().at("unique");
  const Value args[5] = {cell(input), cell(sorted), cell(return_inverse), cell(return_counts), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

Owned unique_consecutive(const Tensor& input, bool return_inverse, bool return_counts, std::optional<int64_t> dim) {
  static const Op& op = Registry::get().at("unique_consecutive");
  const Value args[4] = {cell(input), cell(return_inverse), cell(return_counts), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return Owned(rets[0]);
}

}  // namespace tenon
