// Trigonometric and hyperbolic functions.
#include "core/kernels/cpu/define.h"
#include "core/kernels/cpu/vec_trig.h"

namespace tenon::kernels::TN_ISA {

// Beyond vec::kTrigLimit the reduction by three parts of pi/2 is not enough: the C library does
// those elements, one by one, so that an element's result does not depend on its neighbours.
#define TN_PERIODIC(name)                                                          \
  TN_FUNCTOR1(name##_near, vec::name(x))                                           \
  namespace {                                                                      \
  TN_INLINE float name##_far(float x) { return __builtin_##name##f(x); }           \
  TN_INLINE double name##_far(double x) { return __builtin_##name(x); }            \
  struct name##_op {                                                               \
    template <class T>                                                             \
    static void run(char* const* p, int64_t n, const void* params) {               \
      auto* a = reinterpret_cast<const T*>(p[1]);                                  \
      int far = 0;                                                                 \
      for (int64_t i = 0; i < n; ++i) far |= abs(a[i]) > T(vec::kTrigLimit);       \
      if (!far) return map1<name##_near, T, T>(p, n, params);                      \
      for (int64_t at = 0; at < n; at += kTile) {                                  \
        int64_t m = n - at < kTile ? n - at : kTile;                               \
        T x[kTile]; /* the output may be the input */                              \
        memcpy(x, a + at, static_cast<size_t>(m) * sizeof(T));                     \
        auto* out = reinterpret_cast<T*>(p[0]) + at;                               \
        char* tile[] = {reinterpret_cast<char*>(out), reinterpret_cast<char*>(x)}; \
        map1<name##_near, T, T>(tile, m, params);                                  \
        for (int64_t i = 0; i < m; ++i) {                                          \
          if (abs(x[i]) > T(vec::kTrigLimit)) out[i] = name##_far(x[i]);           \
        }                                                                          \
      }                                                                            \
    }                                                                              \
  };                                                                               \
  }                                                                                \
  TN_TABLE(name, name##_op, 1, false, kFloats)

TN_PERIODIC(sin)
TN_PERIODIC(cos)
TN_PERIODIC(tan)
#undef TN_PERIODIC

TN_UNARY(asin, kFloats, vec::asin(x))
TN_UNARY(acos, kFloats, vec::acos(x))
TN_UNARY(atan, kFloats, vec::atan(x))
TN_UNARY(sinh, kFloats, vec::sinh(x))
TN_UNARY(cosh, kFloats, vec::cosh(x))
TN_UNARY(tanh, kFloats, vec::tanh(x))
TN_UNARY(asinh, kFloats, vec::asinh(x))
TN_UNARY(acosh, kFloats, vec::acosh(x))
TN_UNARY(atanh, kFloats, vec::atanh(x))

}  // namespace tenon::kernels::TN_ISA
