// Generated from core/ops/special_bessel.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "tenon/ops/types.hpp"

TN_NAMESPACE_BEGIN
namespace ops {

inline Tensor i0(const Tensor& input) { return call<"i0", Tensor>(input); }
inline Tensor i0e(const Tensor& input) { return call<"i0e", Tensor>(input); }
inline Tensor i1(const Tensor& input) { return call<"i1", Tensor>(input); }
inline Tensor i1e(const Tensor& input) { return call<"i1e", Tensor>(input); }
inline Tensor bessel_j0(const Tensor& input) { return call<"bessel_j0", Tensor>(input); }
inline Tensor bessel_j1(const Tensor& input) { return call<"bessel_j1", Tensor>(input); }
inline Tensor bessel_y0(const Tensor& input) { return call<"bessel_y0", Tensor>(input); }
inline Tensor bessel_y1(const Tensor& input) { return call<"bessel_y1", Tensor>(input); }
inline Tensor modified_bessel_i0(const Tensor& input) { return call<"modified_bessel_i0", Tensor>(input); }
inline Tensor modified_bessel_i1(const Tensor& input) { return call<"modified_bessel_i1", Tensor>(input); }
inline Tensor modified_bessel_k0(const Tensor& input) { return call<"modified_bessel_k0", Tensor>(input); }
inline Tensor modified_bessel_k1(const Tensor& input) { return call<"modified_bessel_k1", Tensor>(input); }
inline Tensor scaled_modified_bessel_k0(const Tensor& input) { return call<"scaled_modified_bessel_k0", Tensor>(input); }
inline Tensor scaled_modified_bessel_k1(const Tensor& input) { return call<"scaled_modified_bessel_k1", Tensor>(input); }
inline Tensor spherical_bessel_j0(const Tensor& input) { return call<"spherical_bessel_j0", Tensor>(input); }
inline Tensor airy_ai(const Tensor& input) { return call<"airy_ai", Tensor>(input); }

}  // namespace ops
TN_NAMESPACE_END
