// Generated from core/ops/einsum.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/einsum.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor einsum(std::string_view equation, TensorSpan operands) {
  static const Op& op = Registry::get().at("einsum");
  const Value args[2] = {cell(equation), cell(operands)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
