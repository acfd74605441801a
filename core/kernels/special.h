// Special functions of doubles, and their pointwise kernels. They are computed in float64 for every
// floating dtype and need no instruction set of their own: what they cost is arithmetic, not moves.
#pragma once
#include "core/kernels/kernels.h"

namespace tenon::kernels::special {

// X(name): double name(double); the kernel takes f16 bf16 f32 f64.
// clang-format off
#define TN_FOR_EACH_SPECIAL_UNARY(X) \
  X(lgamma) X(digamma) X(trigamma) X(erfinv) X(erfcx) X(ndtr) X(ndtri) X(log_ndtr) X(entr) \
  X(sinc) X(i0) X(i0e) X(i1) X(i1e) X(bessel_j0) X(bessel_j1) X(bessel_y0) X(bessel_y1) \
  X(modified_bessel_i0) X(modified_bessel_i1) X(modified_bessel_k0) X(modified_bessel_k1) \
  X(scaled_modified_bessel_k0) X(scaled_modified_bessel_k1) X(spherical_bessel_j0) X(airy_ai)
// clang-format on

// X(name): double name(double, double). Degrees of polynomials and the order of polygamma come
// second and are cut to integers.
// clang-format off
#define TN_FOR_EACH_SPECIAL_BINARY(X) \
  X(xlogy) X(xlog1py) X(logaddexp2) X(zeta) X(polygamma) X(igamma) X(igammac) \
  X(chebyshev_polynomial_t) X(chebyshev_polynomial_u) X(chebyshev_polynomial_v) \
  X(chebyshev_polynomial_w) X(shifted_chebyshev_polynomial_t) X(shifted_chebyshev_polynomial_u) \
  X(shifted_chebyshev_polynomial_v) X(shifted_chebyshev_polynomial_w) X(hermite_polynomial_h) \
  X(hermite_polynomial_he) X(laguerre_polynomial_l) X(legendre_polynomial_p)
// clang-format on

#define TN_X(name)       \
  double name(double x); \
  extern const Kernel name##_kernel;
TN_FOR_EACH_SPECIAL_UNARY(TN_X)
#undef TN_X
#define TN_X(name)                 \
  double name(double x, double y); \
  extern const Kernel name##_kernel;
TN_FOR_EACH_SPECIAL_BINARY(TN_X)
#undef TN_X

extern const Kernel
    heaviside_kernel;  // every dtype: 0, 1, or the second input where the first is 0
extern const Kernel gcd_kernel, lcm_kernel;  // integers; never negative
// Two outputs: a mantissa of the input's dtype and an exponent of int32. Null for other dtypes than
// floating ones.
Loop frexp_loop(DType t);

}  // namespace tenon::kernels::special
