#include "core/kernels/scan.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/log_add.h"
#include "core/kernels/visit.h"
#include "core/parallel/parallel_for.h"

namespace tenon::kernels {
namespace {

constexpr int64_t kGrain = 1 << 14, kColumns = 128;

// What a running total is kept in.
template <class T>
struct TotalOf {
  using type = std::conditional_t<std::is_integral_v<T>, T, double>;
};
template <class R>
struct TotalOf<std::complex<R>> {
  using type = std::complex<double>;
};
template <class T>
using Total = typename TotalOf<T>::type;

// Calls block(first element, width) for blocks of neighbouring lines.
template <class F>
void for_blocks(const Lines& lines, F block) {
  int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(lines.n, 1));
  parallel_for(0, lines.count(), grain, [&](int64_t begin, int64_t end) {
    while (begin < end) {
      int64_t width = std::min({lines.inner - begin % lines.inner, end - begin, kColumns});
      block(lines.start(begin), width);
      begin += width;
    }
  });
}

template <class T, class A, class Op>
void run(const Lines& lines, const T* in, T* out, A start, Op op) {
  for_blocks(lines, [&](int64_t first, int64_t width) {
    if (lines.inner == 1) {
      A sum = start;
      for (int64_t i = first; i < first + lines.n; ++i) {
        sum = op(sum, static_cast<A>(in[i]));
        out[i] = static_cast<T>(static_cast<Compute<T>>(sum));
      }
      return;
    }
    A total[kColumns];
    std::fill_n(total, width, start);
    for (int64_t i = 0, at = first; i < lines.n; ++i, at += lines.inner) {
      for (int64_t j = 0; j < width; ++j) {
        total[j] = op(total[j], static_cast<A>(in[at + j]));
        out[at + j] = static_cast<T>(static_cast<Compute<T>>(total[j]));
      }
    }
  });
}

template <class T, class A>
void log_sums(const Lines& lines, const void* in, void* out) {
  auto start = static_cast<A>(-std::numeric_limits<double>::infinity());
  run(lines, static_cast<const T*>(in), static_cast<T*>(out), start,
      [](A a, A b) { return log_add(a, b); });
}

template <bool kMax, class T>
void extremes(const Lines& lines, const T* in, T* values, int64_t* positions) {
  using C = Compute<T>;
  for_blocks(lines, [&](int64_t first, int64_t width) {
    for (int64_t j = 0; j < width; ++j) {
      C best = static_cast<C>(in[first + j]);
      int64_t where = 0;
      for (int64_t i = 0, at = first + j; i < lines.n; ++i, at += lines.inner) {
        C x = static_cast<C>(in[at]);
        if (x != x ? best == best : kMax ? x >= best : x <= best) {
          best = x;
          where = i;
        }
        values[at] = static_cast<T>(best);
        positions[at] = where;
      }
    }
  });
}

}  // namespace

void scan(Scan what, DType t, const Lines& lines, const void* in, void* out) {
  if (what == Scan::LogSumExp) {
    using Z = std::complex<double>;
    if (t == DType::C64) return log_sums<std::complex<float>, Z>(lines, in, out);
    if (t == DType::C128) return log_sums<Z, Z>(lines, in, out);
    visit_floating(t, [&]<class T> { log_sums<T, Compute<T>>(lines, in, out); });
    return;
  }
  visit_number(t, [&]<class T> {
    using A = Total<T>;
    auto* from = static_cast<const T*>(in);
    auto* to = static_cast<T*>(out);
    if (what == Scan::Sum) {
      run(lines, from, to, A(0), [](A a, A b) { return static_cast<A>(a + b); });
    } else {
      run(lines, from, to, A(1), [](A a, A b) { return static_cast<A>(a * b); });
    }
  });
}

void scan_extreme(bool max, DType t, const Lines& lines, const void* in, void* values,
                  int64_t* positions) {
  visit_dtype(t, [&]<class T> {
    (max ? extremes<true, T> : extremes<false, T>)(lines, static_cast<const T*>(in),
                                                   static_cast<T*>(values), positions);
  });
}

}  // namespace tenon::kernels
