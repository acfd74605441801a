// Generated from core/ops/histogram.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor bincount(const Tensor& input, const Tensor& weights = Tensor(), int64_t minlength = 0);
Tensor histc(const Tensor& input, int64_t bins = 100, Scalar min = 0, Scalar max = 0);
std::tuple<Tensor, Tensor> histogram(const Tensor& input, int64_t bins, std::optional<std::span<const double>> range = std::nullopt, const Tensor& weight = Tensor(), bool density = false);
std::tuple<Tensor, Tensor> histogram_bins_tensor(const Tensor& input, const Tensor& bins, const Tensor& weight = Tensor(), bool density = false);
std::tuple<Tensor, std::vector<Tensor>> histogramdd(const Tensor& input, const Value& bins, std::optional<std::span<const double>> range = std::nullopt, const Tensor& weight = Tensor(), bool density = false);
Tensor isin(const Operand& elements, const Operand& test_elements, bool assume_unique = false, bool invert = false);

}  // namespace tenon
