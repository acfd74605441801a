// Generated from core/ops/flips.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/flips.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor flip(const Tensor& input, IntSpan dims) {
  static const Op& op = Registry::get().at("flip");
  const Value args[2] = {cell(input), cell(dims)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor fliplr(const Tensor& input) {
  static const Op& op = Registry::get().at("fliplr");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor flipud(const Tensor& input) {
  static const Op& op = Registry::get().at("flipud");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor roll(const Tensor& input, IntSpan shifts, IntSpan dims) {
  static const Op& op = Registry::get().at("roll");
  const Value args[3] = {cell(input), cell(shifts), cell(dims)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor rot90(const Tensor& input, int64_t k, IntSpan dims) {
  static const Op& op = Registry::get().at("rot90");
  const Value args[3] = {cell(input), cell(k), cell(dims)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor repeat(const Tensor& input, IntSpan repeats) {
  static const Op& op = Registry::get().at("repeat");
  const Value args[2] = {cell(input), cell(repeats)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tile(const Tensor& input, IntSpan dims) {
  static const Op& op = Registry::get().at("tile");
  const Value args[2] = {cell(input), cell(dims)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor repeat_interleave(const Tensor& repeats, std::optional<int64_t> output_size) {
  static const Op& op = Registry::get().at("repeat_interleave");
  const Value args[2] = {cell(repeats), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor repeat_interleave_tensor(const Tensor& input, const Tensor& repeats, std::optional<int64_t> dim, std::optional<int64_t> output_size) {
  static const Op& op = Registry::get().at("repeat_interleave.tensor");
  const Value args[4] = {cell(input), cell(repeats), cell(dim), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor repeat_interleave_int(const Tensor& input, int64_t repeats, std::optional<int64_t> dim, std::optional<int64_t> output_size) {
  static const Op& op = Registry::get().at("repeat_interleave.int");
  const Value args[4] = {cell(input), cell(repeats), cell(dim), cell(output_size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor triu(const Tensor& input, int64_t diagonal) {
  static const Op& op = Registry::get().at("triu");
  const Value args[2] = {cell(input), cell(diagonal)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor triu_(const Tensor& input, int64_t diagonal) {
  static const Op& op = Registry::get().at("triu_");
  const Value args[2] = {cell(input), cell(diagonal)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tril(const Tensor& input, int64_t diagonal) {
  static const Op& op = Registry::get().at("tril");
  const Value args[2] = {cell(input), cell(diagonal)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor tril_(const Tensor& input, int64_t diagonal) {
  static const Op& op = Registry::get().at("tril_");
  const Value args[2] = {cell(input), cell(diagonal)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor diag(const Tensor& input, int64_t diagonal) {
  static const Op& op = Registry::get().at("diag");
  const Value args[2] = {cell(input), cell(diagonal)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor diag_embed(const Tensor& input, int64_t offset, int64_t dim1, int64_t dim2) {
  static const Op& op = Registry::get().at("diag_embed");
  const Value args[4] = {cell(input), cell(offset), cell(dim1), cell(dim2)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::vector<Tensor> meshgrid(TensorSpan tensors, std::optional<std::string_view> indexing) {
  static const Op& op = Registry::get().at("meshgrid");
  const Value args[2] = {cell(tensors), cell(indexing)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

}  // namespace tenon
