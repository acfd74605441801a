// Generated from core/ops/where.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor where(const Tensor& condition, const Value& input, const Value& other) { return call<"where", Tensor>(condition, input, other); }
inline Tensor clamp(const Tensor& input, const Value& min = {}, const Value& max = {}) { return call<"clamp", Tensor>(input, min, max); }
inline Tensor clamp_(const Tensor& input, const Value& min = {}, const Value& max = {}) { return call<"clamp_", Tensor>(input, min, max); }
inline Tensor clamp_min(const Tensor& input, const Value& min) { return call<"clamp_min", Tensor>(input, min); }
inline Tensor clamp_min_(const Tensor& input, const Value& min) { return call<"clamp_min_", Tensor>(input, min); }
inline Tensor clamp_max(const Tensor& input, const Value& max) { return call<"clamp_max", Tensor>(input, max); }
inline Tensor clamp_max_(const Tensor& input, const Value& max) { return call<"clamp_max_", Tensor>(input, max); }
inline Tensor addcmul(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, const Value& value = 1) { return call<"addcmul", Tensor>(input, tensor1, tensor2, value); }
inline Tensor addcmul_(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, const Value& value = 1) { return call<"addcmul_", Tensor>(input, tensor1, tensor2, value); }
inline Tensor addcdiv(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, const Value& value = 1) { return call<"addcdiv", Tensor>(input, tensor1, tensor2, value); }
inline Tensor addcdiv_(const Tensor& input, const Tensor& tensor1, const Tensor& tensor2, const Value& value = 1) { return call<"addcdiv_", Tensor>(input, tensor1, tensor2, value); }
inline Tensor lerp(const Tensor& input, const Tensor& end, const Value& weight) { return call<"lerp", Tensor>(input, end, weight); }
inline Tensor lerp_(const Tensor& input, const Tensor& end, const Value& weight) { return call<"lerp_", Tensor>(input, end, weight); }

}  // namespace ops
TN_NAMESPACE_END
