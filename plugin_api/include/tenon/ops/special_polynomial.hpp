// Generated from core/ops/special_polynomial.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor chebyshev_polynomial_t(const Value& x, const Value& n) { return call<"chebyshev_polynomial_t", Tensor>(x, n); }
inline Tensor chebyshev_polynomial_u(const Value& x, const Value& n) { return call<"chebyshev_polynomial_u", Tensor>(x, n); }
inline Tensor chebyshev_polynomial_v(const Value& x, const Value& n) { return call<"chebyshev_polynomial_v", Tensor>(x, n); }
inline Tensor chebyshev_polynomial_w(const Value& x, const Value& n) { return call<"chebyshev_polynomial_w", Tensor>(x, n); }
inline Tensor shifted_chebyshev_polynomial_t(const Value& x, const Value& n) { return call<"shifted_chebyshev_polynomial_t", Tensor>(x, n); }
inline Tensor shifted_chebyshev_polynomial_u(const Value& x, const Value& n) { return call<"shifted_chebyshev_polynomial_u", Tensor>(x, n); }
inline Tensor shifted_chebyshev_polynomial_v(const Value& x, const Value& n) { return call<"shifted_chebyshev_polynomial_v", Tensor>(x, n); }
inline Tensor shifted_chebyshev_polynomial_w(const Value& x, const Value& n) { return call<"shifted_chebyshev_polynomial_w", Tensor>(x, n); }
inline Tensor hermite_polynomial_h(const Value& x, const Value& n) { return call<"hermite_polynomial_h", Tensor>(x, n); }
inline Tensor hermite_polynomial_he(const Value& x, const Value& n) { return call<"hermite_polynomial_he", Tensor>(x, n); }
inline Tensor laguerre_polynomial_l(const Value& x, const Value& n) { return call<"laguerre_polynomial_l", Tensor>(x, n); }
inline Tensor legendre_polynomial_p(const Value& x, const Value& n) { return call<"legendre_polynomial_p", Tensor>(x, n); }

}  // namespace ops
TN_NAMESPACE_END
