// Generated from core/ops/histogram.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor bincount(const Tensor& input, const Tensor& weights = {}, int64_t minlength = 0) { return call<"bincount", Tensor>(input, weights, minlength); }
inline Tensor histc(const Tensor& input, int64_t bins = 100, const Value& min = 0, const Value& max = 0) { return call<"histc", Tensor>(input, bins, min, max); }
inline std::tuple<Tensor, Tensor> histogram(const Tensor& input, int64_t bins, std::optional<std::span<const double>> range = {}, const Tensor& weight = {}, bool density = false) { return call<"histogram", std::tuple<Tensor, Tensor>>(input, bins, range, weight, density); }
inline std::tuple<Tensor, Tensor> histogram_bins_tensor(const Tensor& input, const Tensor& bins, const Tensor& weight = {}, bool density = false) { return call<"histogram.bins_tensor", std::tuple<Tensor, Tensor>>(input, bins, weight, density); }
inline std::tuple<Tensor, std::vector<Tensor>> histogramdd(const Tensor& input, const Value& bins, std::optional<std::span<const double>> range = {}, const Tensor& weight = {}, bool density = false) { return call<"histogramdd", std::tuple<Tensor, std::vector<Tensor>>>(input, bins, range, weight, density); }
inline Tensor isin(const Value& elements, const Value& test_elements, bool assume_unique = false, bool invert = false) { return call<"isin", Tensor>(elements, test_elements, assume_unique, invert); }

}  // namespace ops
TN_NAMESPACE_END
