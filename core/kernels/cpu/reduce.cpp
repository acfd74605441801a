// Reductions: sum, product, extremes, any and all, variance, norms. See core/kernels/reduce.h.
#include "core/kernels/reduce.h"

#include <cmath>
#include <type_traits>

#include "core/kernels/cpu/vec.h"

namespace tenon::kernels::TN_ISA {
namespace {

constexpr int64_t kLanes = 32;    // partial results side by side, so that the loop vectorises
constexpr int64_t kStrip = 4096;  // elements after which lanes are folded into the accumulator

// The type that elements are computed in.
template <class T>
struct Work {
  using type = T;
};
template <>
struct Work<half> {
  using type = float;
};
template <>
struct Work<bfloat16> {
  using type = float;
};
template <class T>
using WorkOf = typename Work<T>::type;

template <class T>
inline WorkOf<T> load(const char* p) {
  return static_cast<WorkOf<T>>(*reinterpret_cast<const T*>(p));
}

// An operation: its lane type L, its accumulator type A, and how they combine.
template <class L_, class A_>
struct Sum {
  using L = L_;
  using A = A_;
  static constexpr L start() { return 0; }
  static L add(L a, L b) { return a + b; }
  static A fold(A a, A b) { return a + b; }
  template <class T>
  static L map(T x, const void*) {
    return static_cast<L>(x);
  }
};
template <class L_>
struct Prod {
  using L = L_;
  using A = L_;
  static constexpr L start() { return 1; }
  static L add(L a, L b) { return a * b; }
  static A fold(A a, A b) { return a * b; }
  template <class T>
  static L map(T x, const void*) {
    return x;
  }
};
// NaN wins: a comparison with NaN is false, so NaN is kept once in `a`, and taken when it comes as
// `b`.
template <class L_, bool kMax>
struct Extreme {
  using L = L_;
  using A = L_;
  static L add(L a, L b) {
    if constexpr (kMax) return (a >= b) | (a != a) ? a : b;
    return (a <= b) | (a != a) ? a : b;
  }
  // Of two that are no NaN: one instruction.
  static L pick(L a, L b) { return (kMax ? b > a : b < a) ? b : a; }
  static A fold(A a, A b) { return add(a, b); }
  template <class T>
  static L map(T x, const void*) {
    return x;
  }
};
template <bool kAny>
struct Truth {
  using L = uint8_t;
  using A = uint8_t;
  static constexpr L start() { return !kAny; }
  static L add(L a, L b) { return kAny ? a | b : a & b; }
  static A fold(A a, A b) { return add(a, b); }
  template <class T>
  static L map(T x, const void*) {
    return x != T(0);
  }
};
struct Count {
  using L = int64_t;
  using A = int64_t;
  static constexpr L start() { return 0; }
  static L add(L a, L b) { return a + b; }
  static A fold(A a, A b) { return a + b; }
  template <class T>
  static L map(T x, const void*) {
    return x != T(0);
  }
};
struct SquareSum : Sum<double, double> {
  template <class T>
  static L map(T x, const void*) {
    return static_cast<double>(x) * static_cast<double>(x);
  }
};
struct AbsSum : Sum<double, double> {
  template <class T>
  static L map(T x, const void*) {
    return std::fabs(static_cast<double>(x));
  }
};
struct PowerSum : Sum<double, double> {
  template <class T>
  static L map(T x, const void* params) {
    return std::pow(std::fabs(static_cast<double>(x)), *static_cast<const double*>(params));
  }
};

template <class Op>
concept HasStart = requires {
  Op::start();
};

// Extremes of many neighbours without NaN, `out`; false where there is one.
template <class T, class Op>
bool strip_of_numbers(const char* in, int64_t n, typename Op::L* out) {
  using L = typename Op::L;
  constexpr int64_t kWide = 2 * kLanes;
  const auto* x = reinterpret_cast<const T*>(in);
  L lanes[kWide];
  int32_t nan[kWide] = {};
  for (int64_t l = 0; l < kWide; ++l) lanes[l] = static_cast<L>(x[l]);
  int64_t i = 0;
  for (; i + kWide <= n; i += kWide) {
    for (int64_t l = 0; l < kWide; ++l) {
      L e = static_cast<L>(x[i + l]);
      nan[l] |= e != e;
      lanes[l] = Op::pick(lanes[l], e);
    }
  }
  for (int64_t l = 0; i < n; ++i, ++l) {
    L e = static_cast<L>(x[i]);
    nan[l] |= e != e;
    lanes[l] = Op::pick(lanes[l], e);
  }
#pragma GCC unroll 8
  for (int64_t width = kLanes; width > 0; width /= 2) {
#pragma GCC unroll 1
    for (int64_t l = 0; l < width; ++l) {
      nan[l] |= nan[l + width];
      lanes[l] = Op::pick(lanes[l], lanes[l + width]);
    }
  }
  *out = lanes[0];
  return nan[0] == 0;
}

template <class T, class Op>
typename Op::A strip(const char* in, int64_t step, int64_t n, const void* params) {
  using L = typename Op::L;
  using A = typename Op::A;
  if (n < kLanes || step != static_cast<int64_t>(sizeof(T))) {
    A acc = static_cast<A>(Op::map(load<T>(in), params));
    for (int64_t i = 1; i < n; ++i)
      acc = Op::fold(acc, static_cast<A>(Op::map(load<T>(in + i * step), params)));
    return acc;
  }
  if constexpr (requires(L a) { Op::pick(a, a); } && kFloating<L>) {
    L extreme;
    if (n >= 2 * kLanes && strip_of_numbers<T, Op>(in, n, &extreme)) return extreme;
  }
  L lanes[kLanes];
  for (int64_t l = 0; l < kLanes; ++l)
    lanes[l] = Op::map(load<T>(in + l * static_cast<int64_t>(sizeof(T))), params);
  int64_t i = kLanes;
  for (; i + kLanes <= n; i += kLanes) {
    const char* at = in + i * static_cast<int64_t>(sizeof(T));
    for (int64_t l = 0; l < kLanes; ++l) {
      lanes[l] =
          Op::add(lanes[l], Op::map(load<T>(at + l * static_cast<int64_t>(sizeof(T))), params));
    }
  }
  for (int64_t l = 0; i < n; ++i, ++l)
    lanes[l] = Op::add(lanes[l], Op::map(load<T>(in + i * step), params));
  for (int64_t width = kLanes / 2; width > 0; width /= 2) {
    for (int64_t l = 0; l < width; ++l) lanes[l] = Op::add(lanes[l], lanes[l + width]);
  }
  return static_cast<A>(lanes[0]);
}

template <class T, class Op>
void run(void* acc, const char* in, int64_t step, int64_t n, const void* params) {
  auto total = strip<T, Op>(in, step, n < kStrip ? n : kStrip, params);
  for (int64_t i = kStrip; i < n; i += kStrip) {
    total =
        Op::fold(total, strip<T, Op>(in + i * step, step, n - i < kStrip ? n - i : kStrip, params));
  }
  *static_cast<typename Op::A*>(acc) = total;
}

template <class T, class Op>
void columns(void* accs, const char* in, int64_t step, int64_t rows, int64_t width, bool start,
             const void* params) {
  using L = typename Op::L;
  using A = typename Op::A;
  constexpr int64_t kMost = 64, kRows = 128;
  auto* acc = static_cast<A*>(accs);
  L part[kMost];
  for (int64_t r = 0; r < rows; r += kRows) {
    int64_t end = r + kRows < rows ? r + kRows : rows;
    for (int64_t q = r; q < end; ++q) {
      const char* row = in + q * step;
      for (int64_t j = 0; j < width; ++j) {
        L x = Op::map(load<T>(row + j * static_cast<int64_t>(sizeof(T))), params);
        part[j] = q == r ? x : Op::add(part[j], x);
      }
    }
    for (int64_t j = 0; j < width; ++j) {
      acc[j] =
          start && r == 0 ? static_cast<A>(part[j]) : Op::fold(acc[j], static_cast<A>(part[j]));
    }
  }
}

template <class Op>
void join(void* acc, const void* other) {
  using A = typename Op::A;
  *static_cast<A*>(acc) = Op::fold(*static_cast<A*>(acc), *static_cast<const A*>(other));
}

template <class Out, class A>
void finish(void* out, const void* acc, int64_t, const void*) {
  *static_cast<Out*>(out) = static_cast<Out>(static_cast<WorkOf<Out>>(*static_cast<const A*>(acc)));
}
template <class Out>
void finish_norm2(void* out, const void* acc, int64_t, const void*) {
  *static_cast<Out*>(out) =
      static_cast<Out>(static_cast<WorkOf<Out>>(std::sqrt(*static_cast<const double*>(acc))));
}
template <class Out>
void finish_power(void* out, const void* acc, int64_t, const void* params) {
  double p = *static_cast<const double*>(params);
  *static_cast<Out*>(out) =
      static_cast<Out>(static_cast<WorkOf<Out>>(std::pow(*static_cast<const double*>(acc), 1 / p)));
}

template <class T, class Out, class Op>
constexpr ReduceLoops loops() {
  return {sizeof(typename Op::A), run<T, Op>, columns<T, Op>, join<Op>,
          finish<Out, typename Op::A>};
}
template <class T, class Op>
constexpr ReduceLoops norm_loops(ReduceFinish end) {
  return {sizeof(typename Op::A), run<T, Op>, columns<T, Op>, join<Op>, end};
}

// Mean and sum of squared distances from it, by parts (Chan, Golub and LeVeque, 1979).
struct Moments {
  double mean, m2, n;
};
inline void join_moments(Moments& a, const Moments& b) {
  double n = a.n + b.n, delta = b.mean - a.mean;
  a.mean += delta * b.n / n;
  a.m2 += b.m2 + delta * delta * a.n * b.n / n;
  a.n = n;
}
template <class T>
void run_moments(void* acc, const char* in, int64_t step, int64_t n, const void* params) {
  Moments total{0, 0, 0};
  for (int64_t i = 0; i < n; i += kStrip) {
    int64_t m = n - i < kStrip ? n - i : kStrip;
    const char* at = in + i * step;
    Moments part{strip<T, Sum<double, double>>(at, step, m, params) / static_cast<double>(m), 0,
                 static_cast<double>(m)};
    for (int64_t j = 0; j < m; ++j) {
      double d = static_cast<double>(load<T>(at + j * step)) - part.mean;
      part.m2 += d * d;
    }
    if (i == 0) {
      total = part;
    } else {
      join_moments(total, part);
    }
  }
  *static_cast<Moments*>(acc) = total;
}
void join_variance(void* acc, const void* other) {
  join_moments(*static_cast<Moments*>(acc), *static_cast<const Moments*>(other));
}
template <class T>
void finish_variance(void* out, const void* acc, int64_t n, const void* params) {
  double correction = *static_cast<const double*>(params);
  double divisor = static_cast<double>(n) - correction;
  *static_cast<T*>(out) = static_cast<T>(
      static_cast<WorkOf<T>>(static_cast<const Moments*>(acc)->m2 / (divisor > 0 ? divisor : 0)));
}
template <class T>
constexpr ReduceLoops variance_loops() {
  return {sizeof(Moments), run_moments<T>, nullptr, join_variance, finish_variance<T>};
}

template <class T>
constexpr int at() {
  return static_cast<int>(DTypeOf<T>::value);
}

// Calls f.template operator()<T>() for each of the types.
template <class... T, class F>
constexpr ReduceTable table(F f) {
  ReduceTable t{};
  ((t.by_dtype[at<T>()] = f.template operator()<T>()), ...);
  return t;
}
#define TN_FLOATS half, bfloat16, float, double
#define TN_INTS uint8_t, int8_t, int16_t, int32_t, int64_t

}  // namespace

template <class T>
using SumOf =
    std::conditional_t<std::is_integral_v<T>, Sum<int64_t, int64_t>, Sum<WorkOf<T>, double>>;

extern const ReduceTable sum =
    table<TN_FLOATS, int64_t>([]<class T> { return loops<T, T, SumOf<T>>(); });
extern const ReduceTable prod =
    table<TN_FLOATS, int64_t>([]<class T> { return loops<T, T, Prod<WorkOf<T>>>(); });
extern const ReduceTable max_value = table<TN_FLOATS, TN_INTS, bool>(
    []<class T> { return loops<T, T, Extreme<WorkOf<T>, true>>(); });
extern const ReduceTable min_value = table<TN_FLOATS, TN_INTS, bool>(
    []<class T> { return loops<T, T, Extreme<WorkOf<T>, false>>(); });
extern const ReduceTable any_true =
    table<TN_FLOATS, TN_INTS, bool>([]<class T> { return loops<T, bool, Truth<true>>(); });
extern const ReduceTable all_true =
    table<TN_FLOATS, TN_INTS, bool>([]<class T> { return loops<T, bool, Truth<false>>(); });
extern const ReduceTable count_nonzero =
    table<TN_FLOATS, TN_INTS, bool>([]<class T> { return loops<T, int64_t, Count>(); });
extern const ReduceTable variance = table<TN_FLOATS>([]<class T> { return variance_loops<T>(); });
extern const ReduceTable norm2 =
    table<TN_FLOATS>([]<class T> { return norm_loops<T, SquareSum>(finish_norm2<T>); });
extern const ReduceTable norm1 = table<TN_FLOATS>([]<class T> { return loops<T, T, AbsSum>(); });
extern const ReduceTable norm_power =
    table<TN_FLOATS>([]<class T> { return norm_loops<T, PowerSum>(finish_power<T>); });

}  // namespace tenon::kernels::TN_ISA
