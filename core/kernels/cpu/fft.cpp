// The passes of a mixed-radix Fourier transform, in Stockham's order: each reads one buffer and
// writes the other, sorted.
// isa: v2 v3
#include "core/kernels/fft.h"

#include <string.h>

#include "core/kernels/cpu/complex.h"

namespace tenon::kernels::TN_ISA {
namespace {

constexpr int64_t kMaxRadix = 31;

// z times -i (forward) or i.
template <bool F, class R>
TN_INLINE Complex<R> quarter(Complex<R> z) {
  return F ? Complex<R>{z.im, -z.re} : Complex<R>{-z.im, z.re};
}
template <bool F, class R>
TN_INLINE Complex<R> twist(Complex<R> z, Complex<R> w) {
  return F ? z * w : z * conj(w);
}
template <class R>
TN_INLINE Complex<R> times(Complex<R> z, R x) {
  return {z.re * x, z.im * x};
}

// The transform of a few numbers, in place.
template <bool F, class R>
TN_INLINE void butterfly(Complex<R> (&x)[2]) {
  Complex<R> a = x[0];
  x[0] = a + x[1];
  x[1] = a - x[1];
}
template <bool F, class R>
TN_INLINE void butterfly(Complex<R> (&x)[3]) {
  Complex<R> s = x[1] + x[2], d = times(quarter<F>(x[1] - x[2]), R(0.86602540378443864676));
  Complex<R> m = x[0] - times(s, R(0.5));
  x[0] = x[0] + s;
  x[1] = m + d;
  x[2] = m - d;
}
template <bool F, class R>
TN_INLINE void butterfly(Complex<R> (&x)[4]) {
  Complex<R> a = x[0] + x[2], b = x[0] - x[2], c = x[1] + x[3], d = quarter<F>(x[1] - x[3]);
  x[0] = a + c;
  x[1] = b + d;
  x[2] = a - c;
  x[3] = b - d;
}
template <bool F, class R>
TN_INLINE void butterfly(Complex<R> (&x)[5]) {
  constexpr R c1 = R(0.3090169943749474241), c2 = R(-0.8090169943749474241),
              s1 = R(0.95105651629515357212), s2 = R(0.58778525229247312917);
  Complex<R> a = x[1] + x[4], b = x[2] + x[3], c = quarter<F>(x[1] - x[4]),
             d = quarter<F>(x[2] - x[3]);
  Complex<R> p = x[0] + times(a, c1) + times(b, c2), q = x[0] + times(a, c2) + times(b, c1);
  Complex<R> u = times(c, s1) + times(d, s2), v = times(c, s2) - times(d, s1);
  x[0] = x[0] + a + b;
  x[1] = p + u;
  x[2] = q + v;
  x[3] = q - v;
  x[4] = p - u;
}

template <int N, bool F, class R>
void pass(const FftStage& s, const Complex<R>* in, Complex<R>* out) {
  int64_t ido = s.ido, l1 = s.l1;
  Complex<R> x[N];
  if (ido == 1) {  // the last pass has no twiddles
    for (int64_t k = 0; k < l1; ++k) {
      for (int j = 0; j < N; ++j) x[j] = in[N * k + j];
      butterfly<F>(x);
      for (int j = 0; j < N; ++j) out[k + l1 * j] = x[j];
    }
    return;
  }
  auto* w = static_cast<const Complex<R>*>(s.twiddles);
  for (int64_t k = 0; k < l1; ++k) {
    const Complex<R>* from = in + N * ido * k;
    Complex<R>* to = out + ido * k;
#pragma GCC ivdep
    for (int64_t i = 0; i < ido; ++i) {
      for (int j = 0; j < N; ++j) x[j] = from[i + ido * j];
      butterfly<F>(x);
      to[i] = x[0];
      for (int j = 1; j < N; ++j) to[i + ido * l1 * j] = twist<F>(x[j], w[(j - 1) * ido + i]);
    }
  }
}

// Any odd radix: each of its outputs is a sum over all of its inputs.
template <bool F, class R>
void any_pass(const FftStage& s, const Complex<R>* in, Complex<R>* out) {
  auto *w = static_cast<const Complex<R>*>(s.twiddles),
       *roots = static_cast<const Complex<R>*>(s.roots);
  Complex<R> x[kMaxRadix];
  for (int64_t k = 0; k < s.l1; ++k) {
    for (int64_t i = 0; i < s.ido; ++i) {
      for (int64_t j = 0; j < s.radix; ++j) x[j] = in[i + s.ido * (j + s.radix * k)];
      for (int64_t j = 0; j < s.radix; ++j) {
        Complex<R> sum = x[0];
        for (int64_t m = 1; m < s.radix; ++m) sum = sum + twist<F>(x[m], roots[j * m % s.radix]);
        out[i + s.ido * (k + s.l1 * j)] = j ? twist<F>(sum, w[(j - 1) * s.ido + i]) : sum;
      }
    }
  }
}

template <bool F, class R>
void one_stage(const FftStage& s, const Complex<R>* in, Complex<R>* out) {
  switch (s.radix) {
    case 2:
      return pass<2, F>(s, in, out);
    case 3:
      return pass<3, F>(s, in, out);
    case 4:
      return pass<4, F>(s, in, out);
    case 5:
      return pass<5, F>(s, in, out);
    default:
      return any_pass<F>(s, in, out);
  }
}

template <class R>
void run(const FftStage* stages, int count, int64_t n, void* data, void* work, bool forward) {
  auto *from = static_cast<Complex<R>*>(data), *to = static_cast<Complex<R>*>(work);
  for (int i = 0; i < count; ++i) {
    (forward ? one_stage<true, R> : one_stage<false, R>)(stages[i], from, to);
    Complex<R>* t = from;
    from = to;
    to = t;
  }
  if (count % 2) memcpy(data, work, static_cast<size_t>(n) * sizeof(Complex<R>));
}

}  // namespace

extern const FftTable fft_table;
constexpr FftTable fft_table{{run<float>, run<double>}};

}  // namespace tenon::kernels::TN_ISA
