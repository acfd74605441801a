// Generated from core/ops/view_split.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/view_split.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

std::vector<Tensor> unbind(const Tensor& input, int64_t dim) {
  static const Op& op = Registry::get().at("unbind");
  const Value args[2] = {cell(input), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> split_with_sizes(const Tensor& input, IntSpan split_sizes, int64_t dim) {
  static const Op& op = Registry::get().at("split_with_sizes");
  const Value args[3] = {cell(input), cell(split_sizes), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> split(const Tensor& tensor, int64_t split_size_or_sections, int64_t dim) {
  static const Op& op = Registry::get().at("split");
  const Value args[3] = {cell(tensor), cell(split_size_or_sections), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> split_sizes(const Tensor& tensor, IntSpan split_size_or_sections, int64_t dim) {
  static const Op& op = Registry::get().at("split.sizes");
  const Value args[3] = {cell(tensor), cell(split_size_or_sections), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> chunk(const Tensor& input, int64_t chunks, int64_t dim) {
  static const Op& op = Registry::get().at("chunk");
  const Value args[3] = {cell(input), cell(chunks), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> tensor_split(const Tensor& input, int64_t indices_or_sections, int64_t dim) {
  static const Op& op = Registry::get().at("tensor_split");
  const Value args[3] = {cell(input), cell(indices_or_sections), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> tensor_split_indices(const Tensor& input, IntSpan indices_or_sections, int64_t dim) {
  static const Op& op = Registry::get().at("tensor_split.indices");
  const Value args[3] = {cell(input), cell(indices_or_sections), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> tensor_split_tensor(const Tensor& input, const Tensor& tensor_indices_or_sections, int64_t dim) {
  static const Op& op = Registry::get().at("tensor_split.tensor");
  const Value args[3] = {cell(input), cell(tensor_indices_or_sections), cell(dim)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> hsplit(const Tensor& input, int64_t indices_or_sections) {
  static const Op& op = Registry::get().at("hsplit");
  const Value args[2] = {cell(input), cell(indices_or_sections)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> hsplit_indices(const Tensor& input, IntSpan indices_or_sections) {
  static const Op& op = Registry::get().at("hsplit.indices");
  const Value args[2] = {cell(input), cell(indices_or_sections)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> vsplit(const Tensor& input, int64_t indices_or_sections) {
  static const Op& op = Registry::get().at("vsplit");
  const Value args[2] = {cell(input), cell(indices_or_sections)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> vsplit_indices(const Tensor& input, IntSpan indices_or_sections) {
  static const Op& op = Registry::get().at("vsplit.indices");
  const Value args[2] = {cell(input), cell(indices_or_sections)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> dsplit(const Tensor& input, int64_t indices_or_sections) {
  static const Op& op = Registry::get().at("dsplit");
  const Value args[2] = {cell(input), cell(indices_or_sections)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

std::vector<Tensor> dsplit_indices(const Tensor& input, IntSpan indices_or_sections) {
  static const Op& op = Registry::get().at("dsplit.indices");
  const Value args[2] = {cell(input), cell(indices_or_sections)};
  Value rets[1];
  call(op, args, rets);
  return take_tensors(rets[0]);
}

}  // namespace tenon
