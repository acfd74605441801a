// Exponentials, logarithms, roots and the error function.
#include "core/kernels/cpu/define.h"
#include "core/kernels/cpu/vec_math.h"

namespace tenon::kernels::TN_ISA {

TN_UNARY(exp, kFloats, vec::exp(x))
TN_UNARY(exp2, kFloats, vec::exp2(x))
TN_UNARY(expm1, kFloats, vec::expm1(x))
TN_UNARY(log, kFloats, vec::log(x))
TN_UNARY(log2, kFloats, vec::log2(x))
TN_UNARY(log10, kFloats, vec::log10(x))
TN_UNARY(log1p, kFloats, vec::log1p(x))
TN_UNARY(sqrt, kFloats, sqrt(x))
TN_UNARY(rsqrt, kFloats, T(1) / sqrt(x))
TN_UNARY(reciprocal, kFloats, T(1) / x)
TN_UNARY(erf, kFloats, vec::erf(x))
TN_UNARY(erfc, kFloats, vec::erfc(x))

}  // namespace tenon::kernels::TN_ISA
