// Macros that define a pointwise kernel from one expression: a functor, its loops and its table
// (kernels.h lists the names).
//   TN_UNARY(exp, kFloats, vec::exp(x))        x: the input
//   TN_BINARY(sub, kReals, a - b)              a, b; s.a, s.b ... are the scalars of params
//   TN_COMPARE(lt, kReals | kBool, a < b)      the output is bool
// T is the compute type: float for f16 and bf16, uint8_t for bool.
#pragma once
#include "core/kernels/cpu/tiles.h"

namespace tenon::kernels::TN_ISA {
namespace {

constexpr unsigned bit(DType t) { return 1u << static_cast<int>(t); }
constexpr unsigned kFloats = bit(DType::F16) | bit(DType::BF16) | bit(DType::F32) | bit(DType::F64);
constexpr unsigned kInts =
    bit(DType::U8) | bit(DType::I8) | bit(DType::I16) | bit(DType::I32) | bit(DType::I64);
constexpr unsigned kReals = kFloats | kInts;
constexpr unsigned kBool = bit(DType::Bool);

template <DType>
struct Element;
#define TN_X(code, type, how)                                             \
  template <>                                                             \
  struct Element<DType::code> {                                           \
    using T = type;                                                       \
    static constexpr Via via = how;                                       \
    static constexpr uint8_t bytes = how == Via::None ? sizeof(type) : 2; \
  };
TN_X(U8, uint8_t, Via::None)
TN_X(I8, int8_t, Via::None)
TN_X(I16, int16_t, Via::None)
TN_X(I32, int32_t, Via::None)
TN_X(I64, int64_t, Via::None)
TN_X(F16, float, Via::Half)
TN_X(F32, float, Via::None)
TN_X(F64, double, Via::None)
TN_X(Bool, uint8_t, Via::None)
TN_X(BF16, float, Via::BFloat)
#undef TN_X

template <class T>
struct Scalars {
  T a{}, b{}, c{};
};
template <class T>
TN_INLINE Scalars<T> scalars(const void* params) {
  if (!params) return {};
  auto* p = static_cast<const Params*>(params);
  if constexpr (requires { T::of(*p); }) {
    return {T::of(*p)};
  } else if constexpr (kFloating<T>) {
    return {static_cast<T>(p->f[0]), static_cast<T>(p->f[1]), static_cast<T>(p->f[2])};
  } else {
    return {static_cast<T>(p->i[0]), static_cast<T>(p->i[1]), static_cast<T>(p->i[2])};
  }
}

// The loops. ivdep: an output may be an input, but element i depends on no other element.
template <class F, class T, class Out>
void map1(char* const* p, int64_t n, const void* params) {
  auto* out = reinterpret_cast<Out*>(p[0]);
  auto* a = reinterpret_cast<const T*>(p[1]);
  const Scalars<T> s = scalars<T>(params);
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<Out>(F::call(a[i], s));
}
template <class F, class T, class Out>
void map2(char* const* p, int64_t n, const void* params) {
  auto* out = reinterpret_cast<Out*>(p[0]);
  auto* a = reinterpret_cast<const T*>(p[1]);
  auto* b = reinterpret_cast<const T*>(p[2]);
  const Scalars<T> s = scalars<T>(params);
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<Out>(F::call(a[i], b[i], s));
}
template <class F, class T, class Out>
void map3(char* const* p, int64_t n, const void* params) {
  auto* out = reinterpret_cast<Out*>(p[0]);
  auto* a = reinterpret_cast<const T*>(p[1]);
  auto* b = reinterpret_cast<const T*>(p[2]);
  auto* c = reinterpret_cast<const T*>(p[3]);
  const Scalars<T> s = scalars<T>(params);
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<Out>(F::call(a[i], b[i], c[i], s));
}

template <class F, class T, int N, bool BoolOut>
constexpr Inner inner_of() {
  using Out = decltype([] {
    if constexpr (BoolOut) {
      return uint8_t{};
    } else {
      return T{};
    }
  }());
  if constexpr (requires { &F::template run<T>; }) {
    return &F::template run<T>;  // a functor may bring a loop of its own
  } else if constexpr (N == 1) {
    return &map1<F, T, Out>;
  } else if constexpr (N == 2) {
    return &map2<F, T, Out>;
  } else {
    return &map3<F, T, Out>;
  }
}

template <class F, int N, bool BoolOut, DType D>
void entry(char* const* data, const int64_t* strides, int64_t n, const void* params) {
  using E = Element<D>;
  static constexpr Operand in{E::bytes, E::via}, out = BoolOut ? Operand{1, Via::None} : in;
  static constexpr Spec spec{{out, in, in, in}, 1, N + 1};
  constexpr Inner inner = inner_of<F, typename E::T, N, BoolOut>();
  if (is_direct(spec, strides)) return inner(data, n, params);
  run_tiled(spec, inner, data, strides, n, params);
}

// FBool: the functor of dtype bool, when it is not F.
template <class F, int N, bool BoolOut, unsigned Mask, class FBool = F>
constexpr LoopTable table() {
  LoopTable t{};
#define TN_X(code)                                                              \
  if constexpr (Mask & bit(DType::code)) {                                      \
    using G = decltype([] {                                                     \
      if constexpr (DType::code == DType::Bool) {                               \
        return FBool{};                                                         \
      } else {                                                                  \
        return F{};                                                             \
      }                                                                         \
    }());                                                                       \
    t.loop[static_cast<int>(DType::code)] = &entry<G, N, BoolOut, DType::code>; \
  }
  TN_X(U8)
  TN_X(I8)
  TN_X(I16)
  TN_X(I32)
  TN_X(I64)
  TN_X(F16)
  TN_X(F32)
  TN_X(F64)
  TN_X(Bool)
  TN_X(BF16)
#undef TN_X
  return t;
}

}  // namespace

#define TN_FUNCTOR1(name, ...)                                       \
  namespace {                                                        \
  struct name {                                                      \
    template <class T>                                               \
    TN_INLINE auto call(T x, [[maybe_unused]] const Scalars<T>& s) { \
      return __VA_ARGS__;                                            \
    }                                                                \
  };                                                                 \
  }
#define TN_FUNCTOR2(name, ...)                                      \
  namespace {                                                       \
  struct name {                                                     \
    template <class T>                                              \
    TN_INLINE auto call([[maybe_unused]] T a, [[maybe_unused]] T b, \
                        [[maybe_unused]] const Scalars<T>& s) {     \
      return __VA_ARGS__;                                           \
    }                                                               \
  };                                                                \
  }
#define TN_FUNCTOR3(name, ...)                                                 \
  namespace {                                                                  \
  struct name {                                                                \
    template <class T>                                                         \
    TN_INLINE auto call(T a, T b, T c, [[maybe_unused]] const Scalars<T>& s) { \
      return __VA_ARGS__;                                                      \
    }                                                                          \
  };                                                                           \
  }
#define TN_TABLE(name, ...)            \
  extern const LoopTable name##_table; \
  constexpr LoopTable name##_table = table<__VA_ARGS__>();

#define TN_UNARY(name, mask, ...) \
  TN_FUNCTOR1(name##_op, __VA_ARGS__) TN_TABLE(name, name##_op, 1, false, mask)
#define TN_TEST(name, mask, ...) \
  TN_FUNCTOR1(name##_op, __VA_ARGS__) TN_TABLE(name, name##_op, 1, true, mask)
#define TN_BINARY(name, mask, ...) \
  TN_FUNCTOR2(name##_op, __VA_ARGS__) TN_TABLE(name, name##_op, 2, false, mask)
#define TN_COMPARE(name, mask, ...) \
  TN_FUNCTOR2(name##_op, __VA_ARGS__) TN_TABLE(name, name##_op, 2, true, mask)
#define TN_TERNARY(name, mask, ...) \
  TN_FUNCTOR3(name##_op, __VA_ARGS__) TN_TABLE(name, name##_op, 3, false, mask)

}  // namespace tenon::kernels::TN_ISA
