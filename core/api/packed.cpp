// Generated from core/ops/packed.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/packed.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::tuple<Tensor, Tensor> _pack_padded_sequence(const Tensor& input, const Tensor& lengths, bool batch_first) {
  static const Op& op = Registry::get().at("_pack_padded_sequence");
  const Value args[3] = {cell(input), cell(lengths), cell(batch_first)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> _pad_packed_sequence(const Tensor& data, const Tensor& batch_sizes, bool batch_first, Scalar padding_value, int64_t total_length) {
  static const Op& op = Registry::get().at("_pad_packed_sequence");
  const Value args[5] = {cell(data), cell(batch_sizes), cell(batch_first), cell(padding_value), cell(total_length)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

Tensor pad_sequence(TensorSpan sequences, bool batch_first, double padding_value, std::string_view padding_side) {
  static const Op& op = Registry::get().at("pad_sequence");
  const Value args[4] = {cell(sequences), cell(batch_first), cell(padding_value), cell(padding_side)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
