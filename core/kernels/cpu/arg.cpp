// Positions of extremes. See core/kernels/arg.h.
#include "core/kernels/arg.h"

#include "core/kernels/visit.h"

namespace tenon::kernels::TN_ISA {
namespace {

constexpr int64_t kLanes = 32, kBlock = 1024, kColumns = 256;

// Whether x replaces the best so far: later equal values do not.
template <bool kMax, class C>
inline bool better(C x, C best) {
  return (kMax ? x > best : x < best) | ((x != x) & (best == best));
}

// The extreme of up to kBlock neighbours, in lanes so that the loop vectorises.
template <bool kMax, class T, class C>
C block_extreme(const T* p, int64_t n) {
  C lane[kLanes];
  if (n < kLanes) {
    C best = static_cast<C>(p[0]);
    for (int64_t i = 1; i < n; ++i) {
      C x = static_cast<C>(p[i]);
      best = better<kMax>(x, best) ? x : best;
    }
    return best;
  }
  for (int64_t j = 0; j < kLanes; ++j) lane[j] = static_cast<C>(p[j]);
  int64_t i = kLanes;
  for (; i + kLanes <= n; i += kLanes) {
    for (int64_t j = 0; j < kLanes; ++j) {
      C x = static_cast<C>(p[i + j]);
      lane[j] = better<kMax>(x, lane[j]) ? x : lane[j];
    }
  }
  C best = lane[0];
  for (int64_t j = 1; j < kLanes; ++j) best = better<kMax>(lane[j], best) ? lane[j] : best;
  for (; i < n; ++i) {
    C x = static_cast<C>(p[i]);
    best = better<kMax>(x, best) ? x : best;
  }
  return best;
}

// A contiguous line: first which block has the extreme, then where in it.
template <bool kMax, class T, class C>
void one_line(const T* p, int64_t n, T* value, int64_t* position) {
  C best = block_extreme<kMax, T, C>(p, n < kBlock ? n : kBlock);
  int64_t at = 0;
  for (int64_t b = kBlock; b < n; b += kBlock) {
    C x = block_extreme<kMax, T, C>(p + b, n - b < kBlock ? n - b : kBlock);
    if (better<kMax>(x, best)) {
      best = x;
      at = b;
    }
  }
  for (; at < n - 1; ++at) {
    C x = static_cast<C>(p[at]);
    if (x == best || (x != x && best != best)) break;
  }
  *value = p[at];
  *position = at;
}

// Neighbouring lines side by side.
template <bool kMax, class T, class C>
void columns(const T* p, int64_t n, int64_t inner, int64_t width, T* values, int64_t* positions) {
  C best[kColumns];
  int32_t at[kColumns];
  for (int64_t j = 0; j < width; ++j) {
    best[j] = static_cast<C>(p[j]);
    at[j] = 0;
  }
  for (int64_t i = 1; i < n; ++i) {
    const T* row = p + i * inner;
    for (int64_t j = 0; j < width; ++j) {
      C x = static_cast<C>(row[j]);
      bool b = better<kMax>(x, best[j]);
      best[j] = b ? x : best[j];
      at[j] = b ? static_cast<int32_t>(i) : at[j];
    }
  }
  for (int64_t j = 0; j < width; ++j) {
    values[j] = p[at[j] * inner + j];
    positions[j] = at[j];
  }
}

template <class T, bool kMax>
void loop(const char* in, const Lines& lines, int64_t begin, int64_t end, char* values,
          int64_t* positions) {
  using C = Compute<T>;
  const T* p = reinterpret_cast<const T*>(in);
  T* out = reinterpret_cast<T*>(values);
  while (begin < end) {
    const T* line = p + lines.start(begin);
    int64_t width = 1;
    if (lines.inner == 1) {
      one_line<kMax, T, C>(line, lines.n, out + begin, positions + begin);
    } else {
      width = lines.inner - begin % lines.inner;
      width = width < end - begin ? width : end - begin;
      width = width < kColumns ? width : kColumns;
      columns<kMax, T, C>(line, lines.n, lines.inner, width, out + begin, positions + begin);
    }
    begin += width;
  }
}

constexpr ArgTable make_table() {
  ArgTable t{};
#define TN_X(code, type, name)                             \
  t.max[static_cast<int>(DType::code)] = loop<type, true>; \
  t.min[static_cast<int>(DType::code)] = loop<type, false>;
  TN_FOR_EACH_DTYPE(TN_X)
#undef TN_X
  return t;
}

}  // namespace

extern const ArgTable arg_table = make_table();

}  // namespace tenon::kernels::TN_ISA
