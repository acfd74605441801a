// Generated from core/ops/special_polynomial.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/special_polynomial.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor chebyshev_polynomial_t(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("chebyshev_polynomial_t");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor chebyshev_polynomial_u(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("chebyshev_polynomial_u");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor chebyshev_polynomial_v(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("chebyshev_polynomial_v");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor chebyshev_polynomial_w(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("chebyshev_polynomial_w");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor shifted_chebyshev_polynomial_t(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("shifted_chebyshev_polynomial_t");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor shifted_chebyshev_polynomial_u(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("shifted_chebyshev_polynomial_u");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor shifted_chebyshev_polynomial_v(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("shifted_chebyshev_polynomial_v");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor shifted_chebyshev_polynomial_w(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("shifted_chebyshev_polynomial_w");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hermite_polynomial_h(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("hermite_polynomial_h");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor hermite_polynomial_he(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("hermite_polynomial_he");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor laguerre_polynomial_l(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("laguerre_polynomial_l");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor legendre_polynomial_p(const Operand& x, const Operand& n) {
  static const Op& op = Registry::get().at("legendre_polynomial_p");
  const Value args[2] = {cell(x), cell(n)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
