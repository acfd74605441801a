// Generated from core/ops/unique.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline std::tuple<Tensor, Tensor, Tensor> unique_parts(const Tensor& input, std::optional<int64_t> dim, bool consecutive) { return call<"unique_parts", std::tuple<Tensor, Tensor, Tensor>>(input, dim, consecutive); }
inline Value unique(const Tensor& input, bool sorted = true, bool return_inverse = false, bool return_counts = false, std::optional<int64_t> dim = {}) { return call<"unique", Value>(input, sorted, return_inverse, return_counts, dim); }
inline Value unique_consecutive(const Tensor& input, bool return_inverse = false, bool return_counts = false, std::optional<int64_t> dim = {}) { return call<"unique_consecutive", Value>(input, return_inverse, return_counts, dim); }

}  // namespace ops
TN_NAMESPACE_END
