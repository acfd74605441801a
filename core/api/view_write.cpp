// Generated from core/ops/view_write.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/view_write.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor fill_diagonal_(const Tensor& input, Scalar fill_value, bool wrap) {
  static const Op& op = Registry::get().at("fill_diagonal_");
  const Value args[3] = {cell(input), cell(fill_value), cell(wrap)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor select_scatter(const Tensor& input, const Tensor& src, int64_t dim, int64_t index) {
  static const Op& op = Registry::get().at("select_scatter");
  const Value args[4] = {cell(input), cell(src), cell(dim), cell(index)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor slice_scatter(const Tensor& input, const Tensor& src, int64_t dim, std::optional<int64_t> start, std::optional<int64_t> end, int64_t step) {
  static const Op& op = Registry::get().at("slice_scatter");
  const Value args[6] = {cell(input), cell(src), cell(dim), cell(start), cell(end), cell(step)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor diagonal_scatter(const Tensor& input, const Tensor& src, int64_t offset, int64_t dim1, int64_t dim2) {
  static const Op& op = Registry::get().at("diagonal_scatter");
  const Value args[5] = {cell(input), cell(src), cell(offset), cell(dim1), cell(dim2)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor as_strided_scatter(const Tensor& input, const Tensor& src, IntSpan size, IntSpan stride, std::optional<int64_t> storage_offset) {
  static const Op& op = Registry::get().at("as_strided_scatter");
  const Value args[5] = {cell(input), cell(src), cell(size), cell(stride), cell(storage_offset)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor narrow_copy(const Tensor& input, int64_t dim, int64_t start, int64_t length) {
  static const Op& op = Registry::get().at("narrow_copy");
  const Value args[4] = {cell(input), cell(dim), cell(start), cell(length)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor view_copy(const Tensor& input, IntSpan size) {
  static const Op& op = Registry::get().at("view_copy");
  const Value args[2] = {cell(input), cell(size)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor expand_copy(const Tensor& input, IntSpan size, bool implicit) {
  static const Op& op = Registry::get().at("expand_copy");
  const Value args[3] = {cell(input), cell(size), cell(implicit)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor permute_copy(const Tensor& input, IntSpan dims) {
  static const Op& op = Registry::get().at("permute_copy");
  const Value args[2] = {cell(input), cell(dims)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor transpose_copy(const Tensor& input, int64_t dim0, int64_t dim1) {
  static const Op& op = Registry::get().at("transpose_copy");
  const Value args[3] = {cell(input), cell(dim0), cell(dim1)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor t_copy(const Tensor& input) {
  static const Op& op = Registry::get().at("t_copy");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor unsqueeze_copy(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("unsqueeze_copy");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze_copy(const Tensor& input) {
  static const Op& op = Registry::get().at("squeeze_copy");
  const Value args[1] = {cell(input)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze_copy_dim(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("squeeze_copy.dim");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor squeeze_copy_dims(const Tensor& input, IntSpan dim) {
  static const Op& op = Registry::get().at("squeeze_copy.dims");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
