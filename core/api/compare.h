// Generated from core/ops/compare.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

bool equal(const Tensor& input, const Tensor& other);
Tensor eq(const Tensor& input, const Operand& other);
Tensor eq_(const Tensor& input, const Operand& other);
Tensor ne(const Tensor& input, const Operand& other);
Tensor ne_(const Tensor& input, const Operand& other);
Tensor lt(const Tensor& input, const Operand& other);
Tensor lt_(const Tensor& input, const Operand& other);
Tensor le(const Tensor& input, const Operand& other);
Tensor le_(const Tensor& input, const Operand& other);
Tensor gt(const Tensor& input, const Operand& other);
Tensor gt_(const Tensor& input, const Operand& other);
Tensor ge(const Tensor& input, const Operand& other);
Tensor ge_(const Tensor& input, const Operand& other);
Tensor logical_and(const Tensor& input, const Tensor& other);
Tensor logical_and_(const Tensor& input, const Tensor& other);
Tensor logical_or(const Tensor& input, const Tensor& other);
Tensor logical_or_(const Tensor& input, const Tensor& other);
Tensor logical_xor(const Tensor& input, const Tensor& other);
Tensor logical_xor_(const Tensor& input, const Tensor& other);
Tensor bitwise_and(const Operand& input, const Operand& other);
Tensor bitwise_and_(const Tensor& input, const Operand& other);
Tensor bitwise_or(const Operand& input, const Operand& other);
Tensor bitwise_or_(const Tensor& input, const Operand& other);
Tensor bitwise_xor(const Operand& input, const Operand& other);
Tensor bitwise_xor_(const Tensor& input, const Operand& other);
Tensor bitwise_left_shift(const Operand& input, const Operand& other);
Tensor bitwise_left_shift_(const Tensor& input, const Operand& other);
Tensor bitwise_right_shift(const Operand& input, const Operand& other);
Tensor bitwise_right_shift_(const Tensor& input, const Operand& other);
Tensor isclose(const Tensor& input, const Tensor& other, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false);
bool allclose(const Tensor& input, const Tensor& other, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false);

}  // namespace tenon
