// Generated from core/ops/scatter_reduce.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/scatter_reduce.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor scatter_reduce(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce, bool include_self) {
  static const Op& op = Registry::get().at("scatter_reduce");
  const Value args[6] = {cell(input), cell(dim), cell(index), cell(src), cell(reduce), cell(include_self)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scatter_reduce_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce, bool include_self) {
  static const Op& op = Registry::get().at("scatter_reduce_");
  const Value args[6] = {cell(input), cell(dim), cell(index), cell(src), cell(reduce), cell(include_self)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
