// Complex numbers as plain structs, and macros that define a kernel for them from one expression,
// in the style of define.h:
//   TN_COMPLEX_UNARY(sqrt, sqrt(x))     x: the input; T is Complex<float> or Complex<double>
//   TN_COMPLEX_BINARY(add, a + b)       s.a: f[0] + i f[1] of the params
//   TN_COMPLEX_TEST, TN_COMPLEX_COMPARE the output is bool
// Functions of the C library are computed in double for both types: complex64 gets results that are
// rounded once.
#pragma once
#include "core/kernels/cpu/define.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class R>
struct Complex {
  using Real = R;
  R re{}, im{};
  static Complex of(const Params& p) { return {static_cast<R>(p.f[0]), static_cast<R>(p.f[1])}; }
};
template <class R>
TN_INLINE Complex<R> operator+(Complex<R> a, Complex<R> b) {
  return {a.re + b.re, a.im + b.im};
}
template <class R>
TN_INLINE Complex<R> operator-(Complex<R> a, Complex<R> b) {
  return {a.re - b.re, a.im - b.im};
}
template <class R>
TN_INLINE Complex<R> operator-(Complex<R> a) {
  return {-a.re, -a.im};
}
template <class R>
TN_INLINE Complex<R> operator*(Complex<R> a, Complex<R> b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}
// Smith's method: by the larger part of the divisor, so that no square overflows.
template <class R>
TN_INLINE Complex<R> operator/(Complex<R> a, Complex<R> b) {
  bool flat = abs(b.re) >= abs(b.im);
  R big = flat ? b.re : b.im, small = flat ? b.im : b.re;
  R ratio = big == 0 ? R(0) : small / big, scale = R(1) / (big + small * ratio);
  R re = flat ? a.re + a.im * ratio : a.re * ratio + a.im;
  R im = flat ? a.im - a.re * ratio : a.im * ratio - a.re;
  return {re * scale, im * scale};
}
template <class R>
TN_INLINE bool operator==(Complex<R> a, Complex<R> b) {
  return a.re == b.re && a.im == b.im;
}
template <class R>
TN_INLINE Complex<R> conj(Complex<R> z) {
  return {z.re, -z.im};
}

TN_INLINE double magnitude(Complex<double> z) { return __builtin_hypot(z.re, z.im); }
TN_INLINE float magnitude(Complex<float> z) {
  if (abs(z.re) == kInfF || abs(z.im) == kInfF) return kInfF;
  double x = z.re, y = z.im;
  return static_cast<float>(sqrt(x * x + y * y));
}

TN_INLINE Complex<double> wide(Complex<float> z) { return {z.re, z.im}; }
TN_INLINE Complex<double> wide(Complex<double> z) { return z; }
template <class T, class R>
TN_INLINE T narrow(Complex<R> z) {
  return {static_cast<typename T::Real>(z.re), static_cast<typename T::Real>(z.im)};
}

// A loop from In to Out, which may differ in type; N inputs.
template <class F, int N, class In, class Out>
void complex_entry(char* const* data, const int64_t* strides, int64_t n, const void* params) {
  static constexpr Operand in{sizeof(In), Via::None}, out{sizeof(Out), Via::None};
  static constexpr Spec spec{{out, in, in, in}, 1, N + 1};
  constexpr Inner inner = [] {
    if constexpr (N == 1) {
      return &map1<F, In, Out>;
    } else if constexpr (N == 2) {
      return &map2<F, In, Out>;
    } else {
      return &map3<F, In, Out>;
    }
  }();
  if (is_direct(spec, strides)) return inner(data, n, params);
  run_tiled(spec, inner, data, strides, n, params);
}

template <class F, int N>
constexpr ComplexTable complex_table() {
  return {{&complex_entry<F, N, Complex<float>, Complex<float>>,
           &complex_entry<F, N, Complex<double>, Complex<double>>}};
}
template <class F, int N>
constexpr ComplexTable complex_to_bool() {
  return {{&complex_entry<F, N, Complex<float>, uint8_t>,
           &complex_entry<F, N, Complex<double>, uint8_t>}};
}
template <class F>
constexpr ComplexTable complex_to_real() {
  return {
      {&complex_entry<F, 1, Complex<float>, float>, &complex_entry<F, 1, Complex<double>, double>}};
}
template <class F>
constexpr ComplexTable reals_to_complex() {
  return {
      {&complex_entry<F, 2, float, Complex<float>>, &complex_entry<F, 2, double, Complex<double>>}};
}

}  // namespace

#define TN_COMPLEX_TABLE(name, ...)         \
  extern const ComplexTable name##_complex; \
  constexpr ComplexTable name##_complex = __VA_ARGS__;
#define TN_COMPLEX_UNARY(name, ...)                           \
  TN_FUNCTOR1(name##_of_complex, static_cast<T>(__VA_ARGS__)) \
  TN_COMPLEX_TABLE(name, complex_table<name##_of_complex, 1>())
#define TN_COMPLEX_BINARY(name, ...)                          \
  TN_FUNCTOR2(name##_of_complex, static_cast<T>(__VA_ARGS__)) \
  TN_COMPLEX_TABLE(name, complex_table<name##_of_complex, 2>())
#define TN_COMPLEX_TERNARY(name, ...)                         \
  TN_FUNCTOR3(name##_of_complex, static_cast<T>(__VA_ARGS__)) \
  TN_COMPLEX_TABLE(name, complex_table<name##_of_complex, 3>())
#define TN_COMPLEX_TEST(name, ...)                               \
  TN_FUNCTOR1(name##_of_complex, static_cast<bool>(__VA_ARGS__)) \
  TN_COMPLEX_TABLE(name, complex_to_bool<name##_of_complex, 1>())
#define TN_COMPLEX_COMPARE(name, ...)                            \
  TN_FUNCTOR2(name##_of_complex, static_cast<bool>(__VA_ARGS__)) \
  TN_COMPLEX_TABLE(name, complex_to_bool<name##_of_complex, 2>())

}  // namespace tenon::kernels::TN_ISA
