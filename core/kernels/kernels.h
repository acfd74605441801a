// The pointwise kernels: for each name an object that gives the loop of a dtype. Cheap to include.
// Operands all have the kernel's dtype, but for what the lists say. Reductions and moves: reduce.h,
// copy.h.
#pragma once
#include "core/base/dtype.h"
#include "core/kernels/isa.h"
#include "core/kernels/loops.h"

namespace tenon::kernels {

struct LoopTable {
  Loop loop[kDTypes];
};

// The loops of complex64 and complex128, which are compiled on their own (cpu/complex.h).
struct ComplexTable {
  Loop loop[2];
};

class Kernel {
 public:
  constexpr Kernel(const char* kernel_name, PerIsa<LoopTable> real, PerIsa<ComplexTable> complex)
      : name(kernel_name), real_(real), complex_(complex) {}
  const char* const name;  // for messages
  // The loop for a dtype on this CPU, or of one instruction set, for tests; null when the dtype is
  // not supported.
  Loop loop(DType t) const noexcept { return loop(t, isa()); }
  Loop loop(DType t, Isa level) const noexcept {
    if (is_complex(t)) {
      if (const ComplexTable* found = complex_.find(level)) return found->loop[t == DType::C128];
    }
    const LoopTable* found = real_.find(level);
    return found ? found->loop[static_cast<int>(t)] : nullptr;
  }

 private:
  PerIsa<LoopTable> real_;
  PerIsa<ComplexTable> complex_;
};

// Which of these take complex numbers too, cpu/complex_*.cpp says.
// One input, output of the same dtype. "all": every dtype but bool and complex; "float": f16 bf16
// f32 f64; "int": integers and bool. abs sign floor ceil round trunc: all, and the identity for
// bool.
#define TN_FOR_EACH_UNARY_KERNEL(X)                                                              \
  /* all */ X(neg) X(abs) X(sign) X(square) X(floor) X(ceil) X(round) X(trunc)                   \
      X(relu) /* all; params: lo, hi, either may be infinite or the dtype's limit */ X(          \
          clamp) /* int; logical not for bool */ X(bitwise_not) /* float */                      \
      X(exp) X(exp2) X(expm1) X(log) X(log2) X(log10) X(log1p) X(sqrt) X(rsqrt) X(reciprocal)    \
          X(sin) X(cos) X(tan) X(asin) X(acos) X(atan) X(sinh) X(cosh) X(tanh) X(asinh) X(acosh) \
              X(atanh) X(erf) X(erfc) X(frac) X(sigmoid) X(log_sigmoid) X(gelu_erf) X(gelu_tanh) \
                  X(silu) X(mish) X(hardswish) X(hardsigmoid)                                    \
                      X(round_decimals /* params: 10^decimals */)                                \
                          X(softplus /* params: beta, threshold */)                              \
                              X(leaky_relu /* params: slope */)                                  \
                                  X(elu /* params: alpha, scale, input_scale */)                 \
                                      X(threshold /* params: threshold, value */)

// One input, bool output; every dtype but complex (isnan ...: false for integers).
#define TN_FOR_EACH_TEST_KERNEL(X) X(logical_not) X(isnan) X(isinf) X(isfinite) X(signbit)

// Two inputs, output of the same dtype.
#define TN_FOR_EACH_BINARY_KERNEL(X)                                                            \
  /* all and bool; a + alpha * b, alpha 1 when params is null */ X(add)                         \
  /* all; a - alpha * b, alpha 1 when params is null */ X(sub)                                  \
  /* all and bool */ X(mul) X(maximum)                                                          \
      X(minimum) /* all; integers: divide_by_zero() */ X(floor_divide) X(trunc_divide)          \
          X(remainder) X(fmod) X(pow) /* float */ X(div) X(atan2) X(hypot) X(copysign)          \
              X(logaddexp) X(nextafter) /* all */ X(fmax) X(fmin) /* int */ X(bitwise_and)      \
                  X(bitwise_or) X(bitwise_xor) /* int but bool */ X(shift_left)                 \
                      X(shift_right) /* float; inputs grad, then what the list says */          \
      X(sigmoid_backward /* out */) X(tanh_backward /* out */) X(gelu_erf_backward /* input */) \
          X(gelu_tanh_backward /* input */) X(silu_backward /* input */)                        \
              X(mish_backward /* input */) X(hardswish_backward /* input */)                    \
                  X(hardsigmoid_backward /* input */) X(log_sigmoid_backward /* input */)       \
                      X(softplus_backward /* input; beta, threshold */)                         \
                          X(leaky_relu_backward /* input; slope */)                             \
                              X(elu_backward /* input; alpha, scale, input_scale */)            \
                                  X(elu_backward_out /* out; the same */)                       \
                                      X(threshold_backward /* input; threshold; all dtypes */)

// Two inputs, bool output; every dtype but complex.
#define TN_FOR_EACH_COMPARE_KERNEL(X) \
  X(eq) X(ne) X(lt) X(le) X(gt) X(ge) X(logical_and) X(logical_or) X(logical_xor)

// Three inputs.
#define TN_FOR_EACH_TERNARY_KERNEL(X)                        \
  X(where /* every dtype, complex too: condition is bool */) \
  X(addcmul /* all: a + value * b * c */)                    \
  X(addcdiv /* float: a + value * b / c */)                  \
  X(lerp /* float: a, b, weight */)                          \
  X(clamp_tensors /* all: a, lo, hi */) X(mul_add /* all: a * b + c */)

// For complex dtypes, which name the complex side: complex_abs and angle give reals (angle also of
// reals: 0 or pi), make_complex(re, im) and polar(abs, angle) take them.
#define TN_FOR_EACH_COMPLEX_KERNEL(X) \
  X(conj) X(sgn) X(complex_abs) X(angle) X(make_complex) X(polar)

#define TN_X(name) extern const Kernel name;
TN_FOR_EACH_COMPLEX_KERNEL(TN_X)
TN_FOR_EACH_UNARY_KERNEL(TN_X)
TN_FOR_EACH_TEST_KERNEL(TN_X)
TN_FOR_EACH_BINARY_KERNEL(TN_X)
TN_FOR_EACH_COMPARE_KERNEL(TN_X)
TN_FOR_EACH_TERNARY_KERNEL(TN_X)
#undef TN_X

}  // namespace tenon::kernels
