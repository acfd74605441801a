// Generated from core/ops/index_reduce.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/index_reduce.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor index_reduce(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, std::string_view reduce, bool include_self) {
  static const Op& op = Registry::get().at("index_reduce");
  const Value args[6] = {cell(input), cell(dim), cell(index), cell(source), cell(reduce), cell(include_self)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor index_reduce_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& source, std::string_view reduce, bool include_self) {
  static const Op& op = Registry::get().at("index_reduce_");
  const Value args[6] = {cell(input), cell(dim), cell(index), cell(source), cell(reduce), cell(include_self)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
