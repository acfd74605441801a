// Generated from core/ops/compare.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline bool equal(const Tensor& input, const Tensor& other) { return call<"equal", bool>(input, other); }
inline Tensor eq(const Tensor& input, const Value& other) { return call<"eq", Tensor>(input, other); }
inline Tensor eq_(const Tensor& input, const Value& other) { return call<"eq_", Tensor>(input, other); }
inline Tensor ne(const Tensor& input, const Value& other) { return call<"ne", Tensor>(input, other); }
inline Tensor ne_(const Tensor& input, const Value& other) { return call<"ne_", Tensor>(input, other); }
inline Tensor lt(const Tensor& input, const Value& other) { return call<"lt", Tensor>(input, other); }
inline Tensor lt_(const Tensor& input, const Value& other) { return call<"lt_", Tensor>(input, other); }
inline Tensor le(const Tensor& input, const Value& other) { return call<"le", Tensor>(input, other); }
inline Tensor le_(const Tensor& input, const Value& other) { return call<"le_", Tensor>(input, other); }
inline Tensor gt(const Tensor& input, const Value& other) { return call<"gt", Tensor>(input, other); }
inline Tensor gt_(const Tensor& input, const Value& other) { return call<"gt_", Tensor>(input, other); }
inline Tensor ge(const Tensor& input, const Value& other) { return call<"ge", Tensor>(input, other); }
inline Tensor ge_(const Tensor& input, const Value& other) { return call<"ge_", Tensor>(input, other); }
inline Tensor logical_and(const Tensor& input, const Tensor& other) { return call<"logical_and", Tensor>(input, other); }
inline Tensor logical_and_(const Tensor& input, const Tensor& other) { return call<"logical_and_", Tensor>(input, other); }
inline Tensor logical_or(const Tensor& input, const Tensor& other) { return call<"logical_or", Tensor>(input, other); }
inline Tensor logical_or_(const Tensor& input, const Tensor& other) { return call<"logical_or_", Tensor>(input, other); }
inline Tensor logical_xor(const Tensor& input, const Tensor& other) { return call<"logical_xor", Tensor>(input, other); }
inline Tensor logical_xor_(const Tensor& input, const Tensor& other) { return call<"logical_xor_", Tensor>(input, other); }
inline Tensor bitwise_and(const Value& input, const Value& other) { return call<"bitwise_and", Tensor>(input, other); }
inline Tensor bitwise_and_(const Tensor& input, const Value& other) { return call<"bitwise_and_", Tensor>(input, other); }
inline Tensor bitwise_or(const Value& input, const Value& other) { return call<"bitwise_or", Tensor>(input, other); }
inline Tensor bitwise_or_(const Tensor& input, const Value& other) { return call<"bitwise_or_", Tensor>(input, other); }
inline Tensor bitwise_xor(const Value& input, const Value& other) { return call<"bitwise_xor", Tensor>(input, other); }
inline Tensor bitwise_xor_(const Tensor& input, const Value& other) { return call<"bitwise_xor_", Tensor>(input, other); }
inline Tensor bitwise_left_shift(const Value& input, const Value& other) { return call<"bitwise_left_shift", Tensor>(input, other); }
inline Tensor bitwise_left_shift_(const Tensor& input, const Value& other) { return call<"bitwise_left_shift_", Tensor>(input, other); }
inline Tensor bitwise_right_shift(const Value& input, const Value& other) { return call<"bitwise_right_shift", Tensor>(input, other); }
inline Tensor bitwise_right_shift_(const Tensor& input, const Value& other) { return call<"bitwise_right_shift_", Tensor>(input, other); }
inline Tensor isclose(const Tensor& input, const Tensor& other, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) { return call<"isclose", Tensor>(input, other, rtol, atol, equal_nan); }
inline bool allclose(const Tensor& input, const Tensor& other, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) { return call<"allclose", bool>(input, other, rtol, atol, equal_nan); }

}  // namespace ops
TN_NAMESPACE_END
