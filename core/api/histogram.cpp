// Generated from core/ops/histogram.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/histogram.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor bincount(const Tensor& input, const Tensor& weights, int64_t minlength) {
  static const Op& op = Registry::get().at("bincount");
  const Value args[3] = {cell(input), cell(weights), cell(minlength)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor histc(const Tensor& input, int64_t bins, Scalar min, Scalar max) {
  static const Op& op = Registry::get().at("histc");
  const Value args[4] = {cell(input), cell(bins), cell(min), cell(max)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

std::tuple<Tensor, Tensor> histogram(const Tensor& input, int64_t bins, std::optional<std::span<const double>> range, const Tensor& weight, bool density) {
  static const Op& op = Registry::get().at("histogram");
  const Value args[5] = {cell(input), cell(bins), cell(range), cell(weight), cell(density)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, Tensor> histogram_bins_tensor(const Tensor& input, const Tensor& bins, const Tensor& weight, bool density) {
  static const Op& op = Registry::get().at("histogram.bins_tensor");
  const Value args[4] = {cell(input), cell(bins), cell(weight), cell(density)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), rets[1].take_tensor()};
}

std::tuple<Tensor, std::vector<Tensor>> histogramdd(const Tensor& input, const Value& bins, std::optional<std::span<const double>> range, const Tensor& weight, bool density) {
  static const Op& op = Registry::get().at("histogramdd");
  const Value args[5] = {cell(input), cell(bins), cell(range), cell(weight), cell(density)};
  Value rets[2];
  call(op, args, rets);
  return {rets[0].take_tensor(), take_tensors(rets[1])};
}

Tensor isin(const Operand& elements, const Operand& test_elements, bool assume_unique, bool invert) {
  static const Op& op = Registry::get().at("isin");
  const Value args[4] = {cell(elements), cell(test_elements), cell(assume_unique), cell(invert)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
