// Reductions of complex numbers: sum, product, truth, count, variance and norms.
// isa: v2 v3
#include "core/kernels/cpu/complex.h"
#include "core/kernels/reduce.h"

namespace tenon::kernels::TN_ISA {
namespace {

using Z = Complex<double>;

// An operation: its accumulator A, and how an element becomes one and two of them join.
struct Sum {
  using A = Z;
  template <class T>
  static A map(T x, const void*) {
    return wide(x);
  }
  static A join(A a, A b) { return a + b; }
};
struct Product : Sum {
  static A join(A a, A b) { return a * b; }
};
template <bool kAny>
struct Truth {
  using A = uint8_t;
  template <class T>
  static A map(T x, const void*) {
    return x.re != 0 || x.im != 0;
  }
  static A join(A a, A b) { return kAny ? a | b : a & b; }
};
struct Count {
  using A = int64_t;
  template <class T>
  static A map(T x, const void*) {
    return x.re != 0 || x.im != 0;
  }
  static A join(A a, A b) { return a + b; }
};
struct RealSum {
  using A = double;
  static A join(A a, A b) { return a + b; }
};
struct SquareSum : RealSum {
  template <class T>
  static A map(T x, const void*) {
    Z z = wide(x);
    return z.re * z.re + z.im * z.im;
  }
};
struct AbsSum : RealSum {
  template <class T>
  static A map(T x, const void*) {
    return magnitude(wide(x));
  }
};
struct PowerSum : RealSum {
  template <class T>
  static A map(T x, const void* params) {
    return __builtin_pow(magnitude(wide(x)), *static_cast<const double*>(params));
  }
};

// Four chains of partial results, so that an addition need not wait for the one before.
template <class T, class Op>
void run(void* acc, const char* in, int64_t step, int64_t n, const void* params) {
  using A = typename Op::A;
  constexpr int64_t kChains = 4;
  auto at = [&](int64_t i) { return Op::map(*reinterpret_cast<const T*>(in + i * step), params); };
  A part[kChains] = {};
  int64_t chains = n < kChains ? n : kChains, i = chains;
  for (int64_t c = 0; c < chains; ++c) part[c] = at(c);
  for (; i + kChains <= n; i += kChains) {
    for (int64_t c = 0; c < kChains; ++c) part[c] = Op::join(part[c], at(i + c));
  }
  for (int64_t c = 0; i < n; ++i, ++c) part[c] = Op::join(part[c], at(i));
  for (int64_t c = 1; c < chains; ++c) part[0] = Op::join(part[0], part[c]);
  *static_cast<A*>(acc) = part[0];
}

template <class T, class Op>
void columns(void* accs, const char* in, int64_t step, int64_t rows, int64_t width, bool start,
             const void* params) {
  auto* acc = static_cast<typename Op::A*>(accs);
  for (int64_t r = 0; r < rows; ++r) {
    auto* row = reinterpret_cast<const T*>(in + r * step);
    for (int64_t j = 0; j < width; ++j) {
      auto x = Op::map(row[j], params);
      acc[j] = start && r == 0 ? x : Op::join(acc[j], x);
    }
  }
}

template <class Op>
void join(void* acc, const void* other) {
  using A = typename Op::A;
  *static_cast<A*>(acc) = Op::join(*static_cast<A*>(acc), *static_cast<const A*>(other));
}

template <class T>
void finish_complex(void* out, const void* acc, int64_t, const void*) {
  *static_cast<T*>(out) = narrow<T>(*static_cast<const Z*>(acc));
}
template <class Out>
void finish(void* out, const void* acc, int64_t, const void*) {
  *static_cast<Out*>(out) = *static_cast<const Out*>(acc);
}
template <class R>
void finish_real(void* out, const void* acc, int64_t, const void*) {
  *static_cast<R*>(out) = static_cast<R>(*static_cast<const double*>(acc));
}
template <class R>
void finish_norm2(void* out, const void* acc, int64_t, const void*) {
  *static_cast<R*>(out) = static_cast<R>(sqrt(*static_cast<const double*>(acc)));
}
template <class R>
void finish_power(void* out, const void* acc, int64_t, const void* params) {
  double p = *static_cast<const double*>(params);
  *static_cast<R*>(out) = static_cast<R>(__builtin_pow(*static_cast<const double*>(acc), 1 / p));
}

// Mean and sum of squared distances from it, by parts (Chan, Golub and LeVeque, 1979).
struct Moments {
  Z mean;
  double m2, n;
};
template <class T>
void run_moments(void* acc, const char* in, int64_t step, int64_t n, const void* params) {
  Z total;
  run<T, Sum>(&total, in, step, n, params);
  auto count = static_cast<double>(n);
  Moments m{{total.re / count, total.im / count}, 0, count};
  for (int64_t i = 0; i < n; ++i) {
    Z d = wide(*reinterpret_cast<const T*>(in + i * step)) - m.mean;
    m.m2 += d.re * d.re + d.im * d.im;
  }
  *static_cast<Moments*>(acc) = m;
}
void join_moments(void* acc, const void* other) {
  auto& a = *static_cast<Moments*>(acc);
  auto& b = *static_cast<const Moments*>(other);
  double n = a.n + b.n, share = b.n / n;
  Z delta = b.mean - a.mean;
  a.mean = a.mean + Z{delta.re * share, delta.im * share};
  a.m2 += b.m2 + (delta.re * delta.re + delta.im * delta.im) * a.n * share;
  a.n = n;
}
template <class R>
void finish_variance(void* out, const void* acc, int64_t n, const void* params) {
  double divisor = static_cast<double>(n) - *static_cast<const double*>(params);
  *static_cast<R*>(out) =
      static_cast<R>(static_cast<const Moments*>(acc)->m2 / (divisor > 0 ? divisor : 0));
}

template <class T, class Op>
constexpr ReduceLoops loops(ReduceFinish end) {
  return {sizeof(typename Op::A), run<T, Op>, columns<T, Op>, join<Op>, end};
}
template <class Op>
constexpr ComplexReduceTable table(ReduceFinish end) {
  return {{loops<Complex<float>, Op>(end), loops<Complex<double>, Op>(end)}};
}
template <class Op>
constexpr ComplexReduceTable table(ReduceFinish end, ReduceFinish end_double) {
  return {{loops<Complex<float>, Op>(end), loops<Complex<double>, Op>(end_double)}};
}
template <class T>
constexpr ReduceLoops variance_loops() {
  return {sizeof(Moments), run_moments<T>, nullptr, join_moments,
          finish_variance<typename T::Real>};
}

}  // namespace

extern const ComplexReduceTable sum_complex =
    table<Sum>(finish_complex<Complex<float>>, finish_complex<Complex<double>>);
extern const ComplexReduceTable prod_complex =
    table<Product>(finish_complex<Complex<float>>, finish_complex<Complex<double>>);
extern const ComplexReduceTable any_true_complex = table<Truth<true>>(finish<uint8_t>);
extern const ComplexReduceTable all_true_complex = table<Truth<false>>(finish<uint8_t>);
extern const ComplexReduceTable count_nonzero_complex = table<Count>(finish<int64_t>);
extern const ComplexReduceTable norm1_complex =
    table<AbsSum>(finish_real<float>, finish_real<double>);
extern const ComplexReduceTable norm2_complex =
    table<SquareSum>(finish_norm2<float>, finish_norm2<double>);
extern const ComplexReduceTable norm_power_complex =
    table<PowerSum>(finish_power<float>, finish_power<double>);
extern const ComplexReduceTable variance_complex{
    {variance_loops<Complex<float>>(), variance_loops<Complex<double>>()}};

}  // namespace tenon::kernels::TN_ISA
