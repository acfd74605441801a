// Generated from core/ops/masked.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor masked_fill(const Tensor& input, const Tensor& mask, const Value& value) { return call<"masked_fill", Tensor>(input, mask, value); }
inline Tensor masked_fill_(const Tensor& input, const Tensor& mask, const Value& value) { return call<"masked_fill_", Tensor>(input, mask, value); }
inline Tensor masked_select(const Tensor& input, const Tensor& mask) { return call<"masked_select", Tensor>(input, mask); }
inline Tensor masked_scatter(const Tensor& input, const Tensor& mask, const Tensor& source) { return call<"masked_scatter", Tensor>(input, mask, source); }
inline Tensor masked_scatter_(const Tensor& input, const Tensor& mask, const Tensor& source) { return call<"masked_scatter_", Tensor>(input, mask, source); }
inline Tensor nonzero(const Tensor& input) { return call<"nonzero", Tensor>(input); }
inline Value nonzero_as_tuple(const Tensor& input, bool as_tuple) { return call<"nonzero.as_tuple", Value>(input, as_tuple); }
inline Tensor argwhere(const Tensor& input) { return call<"argwhere", Tensor>(input); }
inline std::vector<Tensor> where_condition(const Tensor& condition) { return call<"where.condition", std::vector<Tensor>>(condition); }

}  // namespace ops
TN_NAMESPACE_END
