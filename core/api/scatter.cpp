// Generated from core/ops/scatter.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/scatter.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor gather(const Tensor& input, int64_t dim, const Tensor& index, bool sparse_grad) {
  static const Op& op = Registry::get().at("gather");
  const Value args[4] = {cell(input), cell(dim), cell(index), cell(sparse_grad)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scatter(const Tensor& input, int64_t dim, const Tensor& index, const Operand& src, std::optional<std::string_view> reduce) {
  static const Op& op = Registry::get().at("scatter");
  const Value args[5] = {cell(input), cell(dim), cell(index), cell(src), cell(reduce)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scatter_(const Tensor& input, int64_t dim, const Tensor& index, const Operand& src, std::optional<std::string_view> reduce) {
  static const Op& op = Registry::get().at("scatter_");
  const Value args[5] = {cell(input), cell(dim), cell(index), cell(src), cell(reduce)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scatter_value(const Tensor& input, int64_t dim, const Tensor& index, Scalar value, std::optional<std::string_view> reduce) {
  static const Op& op = Registry::get().at("scatter.value");
  const Value args[5] = {cell(input), cell(dim), cell(index), cell(value), cell(reduce)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scatter__value(const Tensor& input, int64_t dim, const Tensor& index, Scalar value, std::optional<std::string_view> reduce) {
  static const Op& op = Registry::get().at("scatter_.value");
  const Value args[5] = {cell(input), cell(dim), cell(index), cell(value), cell(reduce)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scatter_add(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src) {
  static const Op& op = Registry::get().at("scatter_add");
  const Value args[4] = {cell(input), cell(dim), cell(index), cell(src)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor scatter_add_(const Tensor& input, int64_t dim, const Tensor& index, const Tensor& src) {
  static const Op& op = Registry::get().at("scatter_add_");
  const Value args[4] = {cell(input), cell(dim), cell(index), cell(src)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor take(const Tensor& input, const Tensor& index) {
  static const Op& op = Registry::get().at("take");
  const Value args[2] = {cell(input), cell(index)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor put(const Tensor& input, const Tensor& index, const Tensor& source, bool accumulate) {
  static const Op& op = Registry::get().at("put");
  const Value args[4] = {cell(input), cell(index), cell(source), cell(accumulate)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor put_(const Tensor& input, const Tensor& index, const Tensor& source, bool accumulate) {
  static const Op& op = Registry::get().at("put_");
  const Value args[4] = {cell(input), cell(index), cell(source), cell(accumulate)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor take_along_dim(const Tensor& input, const Tensor& indices, std::optional<int64_t> dim) {
  static const Op& op = Registry::get().at("take_along_dim");
  const Value args[3] = {cell(input), cell(indices), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
