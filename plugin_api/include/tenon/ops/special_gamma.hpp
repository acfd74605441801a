// Generated from core/ops/special_gamma.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor lgamma(const Tensor& input) { return call<"lgamma", Tensor>(input); }
inline Tensor digamma(const Tensor& input) { return call<"digamma", Tensor>(input); }
inline Tensor polygamma(int64_t n, const Tensor& input) { return call<"polygamma", Tensor>(n, input); }
inline Tensor polygamma_(int64_t n, const Tensor& input) { return call<"polygamma_", Tensor>(n, input); }
inline Tensor zeta(const Value& input, const Value& other) { return call<"zeta", Tensor>(input, other); }
inline Tensor igamma(const Tensor& input, const Tensor& other) { return call<"igamma", Tensor>(input, other); }
inline Tensor igamma_(const Tensor& input, const Tensor& other) { return call<"igamma_", Tensor>(input, other); }
inline Tensor igammac(const Tensor& input, const Tensor& other) { return call<"igammac", Tensor>(input, other); }
inline Tensor igammac_(const Tensor& input, const Tensor& other) { return call<"igammac_", Tensor>(input, other); }
inline Tensor mvlgamma(const Tensor& input, int64_t p) { return call<"mvlgamma", Tensor>(input, p); }
inline Tensor mvlgamma_(const Tensor& input, int64_t p) { return call<"mvlgamma_", Tensor>(input, p); }

}  // namespace ops
TN_NAMESPACE_END
