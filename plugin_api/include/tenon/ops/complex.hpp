// Generated from core/ops/complex.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor view_as_real(const Tensor& input) { return call<"view_as_real", Tensor>(input); }
inline Tensor view_as_complex(const Tensor& input) { return call<"view_as_complex", Tensor>(input); }
inline Tensor real(const Tensor& input) { return call<"real", Tensor>(input); }
inline Tensor imag(const Tensor& input) { return call<"imag", Tensor>(input); }
inline Tensor conj_copy(const Tensor& input) { return call<"conj_copy", Tensor>(input); }
inline Tensor conj(const Tensor& input) { return call<"conj", Tensor>(input); }
inline Tensor conj_physical(const Tensor& input) { return call<"conj_physical", Tensor>(input); }
inline Tensor conj_physical_(const Tensor& input) { return call<"conj_physical_", Tensor>(input); }
inline Tensor resolve_conj(const Tensor& input) { return call<"resolve_conj", Tensor>(input); }
inline Tensor resolve_neg(const Tensor& input) { return call<"resolve_neg", Tensor>(input); }
inline bool is_conj(const Tensor& input) { return call<"is_conj", bool>(input); }
inline bool is_neg(const Tensor& input) { return call<"is_neg", bool>(input); }
inline Tensor adjoint(const Tensor& input) { return call<"adjoint", Tensor>(input); }
inline Tensor complex(const Tensor& real, const Tensor& imag) { return call<"complex", Tensor>(real, imag); }
inline Tensor polar(const Tensor& abs, const Tensor& angle) { return call<"polar", Tensor>(abs, angle); }
inline Tensor angle(const Tensor& input) { return call<"angle", Tensor>(input); }
inline Tensor sgn(const Tensor& input) { return call<"sgn", Tensor>(input); }
inline Tensor sgn_(const Tensor& input) { return call<"sgn_", Tensor>(input); }
inline Tensor isreal(const Tensor& input) { return call<"isreal", Tensor>(input); }

}  // namespace ops
TN_NAMESPACE_END
