// Generated from core/ops/unary_round.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor neg(const Tensor& input) { return call<"neg", Tensor>(input); }
inline Tensor abs(const Tensor& input) { return call<"abs", Tensor>(input); }
inline Tensor sign(const Tensor& input) { return call<"sign", Tensor>(input); }
inline Tensor square(const Tensor& input) { return call<"square", Tensor>(input); }
inline Tensor floor(const Tensor& input) { return call<"floor", Tensor>(input); }
inline Tensor ceil(const Tensor& input) { return call<"ceil", Tensor>(input); }
inline Tensor trunc(const Tensor& input) { return call<"trunc", Tensor>(input); }
inline Tensor frac(const Tensor& input) { return call<"frac", Tensor>(input); }
inline Tensor round(const Tensor& input, int64_t decimals = 0) { return call<"round", Tensor>(input, decimals); }
inline Tensor round_(const Tensor& input, int64_t decimals = 0) { return call<"round_", Tensor>(input, decimals); }
inline Tensor bitwise_not(const Tensor& input) { return call<"bitwise_not", Tensor>(input); }
inline Tensor logical_not(const Tensor& input) { return call<"logical_not", Tensor>(input); }
inline Tensor isnan(const Tensor& input) { return call<"isnan", Tensor>(input); }
inline Tensor isinf(const Tensor& input) { return call<"isinf", Tensor>(input); }
inline Tensor isfinite(const Tensor& input) { return call<"isfinite", Tensor>(input); }
inline Tensor signbit(const Tensor& input) { return call<"signbit", Tensor>(input); }
inline Tensor positive(const Tensor& input) { return call<"positive", Tensor>(input); }

}  // namespace ops
TN_NAMESPACE_END
