// The gates of recurrent layers: one pass over all of a step.
#include "core/kernels/rnn.h"

#include "core/kernels/cpu/vec_math.h"

namespace tenon::kernels::TN_ISA {
namespace {

template <class T>
TN_INLINE T slope_of_sigmoid(T y) {
  return y * (T(1) - y);
}
template <class T>
TN_INLINE T slope_of_tanh(T y) {
  return T(1) - y * y;
}
template <class T>
const T* row(const void* p, int64_t i, int64_t n) {
  return p ? static_cast<const T*>(p) + i * n : nullptr;
}
template <class T>
T* row(void* p, int64_t i, int64_t n) {
  return static_cast<T*>(p) + i * n;
}

template <class T>
void lstm_forward(const RnnForward& s) {
  const int64_t n = s.hidden;
  for (int64_t r = 0; r < s.rows; ++r) {
    T *g = row<T>(s.gates, r, 4 * n), *c = row<T>(s.extra, r, n), *h = row<T>(s.h, r, n);
    const T* before = row<T>(s.state, r, n);
#pragma GCC ivdep
    for (int64_t j = 0; j < n; ++j) {
      const T i = vec::sigmoid(g[j]), f = vec::sigmoid(g[n + j]), u = vec::tanh(g[2 * n + j]),
              o = vec::sigmoid(g[3 * n + j]), cell = f * before[j] + i * u;
      g[j] = i, g[n + j] = f, g[2 * n + j] = u, g[3 * n + j] = o;
      c[j] = cell;
      h[j] = o * vec::tanh(cell);
    }
  }
}

// The gradient of h as a whole, kept in its row.
template <class T>
TN_INLINE void add_outside(T* grad_h, const T* grad_out, int64_t n) {
  for (int64_t j = 0; grad_out && j < n; ++j) grad_h[j] += grad_out[j];
}

template <class T>
void lstm_backward(const RnnBackward& s) {
  const int64_t n = s.hidden;
  for (int64_t r = 0; r < s.rows; ++r) {
    const T *g = row<T>(s.gates, r, 4 * n), *before = row<T>(s.state, r, n),
            *c = row<T>(s.extra, r, n);
    T *gh = row<T>(s.grad_h, r, n), *gc = row<T>(s.grad_c, r, n),
      *out = row<T>(s.grad_gates, r, 4 * n);
    add_outside(gh, row<T>(s.grad_out, r, n), n);
#pragma GCC ivdep
    for (int64_t j = 0; j < n; ++j) {
      const T i = g[j], f = g[n + j], u = g[2 * n + j], o = g[3 * n + j], y = vec::tanh(c[j]);
      const T cell = gc[j] + gh[j] * o * slope_of_tanh(y);
      out[j] = cell * u * slope_of_sigmoid(i);
      out[n + j] = cell * before[j] * slope_of_sigmoid(f);
      out[2 * n + j] = cell * i * slope_of_tanh(u);
      out[3 * n + j] = gh[j] * y * slope_of_sigmoid(o);
      gc[j] = cell * f;
    }
  }
}

template <class T>
void gru_forward(const RnnForward& s) {
  const int64_t n = s.hidden;
  for (int64_t k = 0; k < s.rows; ++k) {
    T *g = row<T>(s.gates, k, 3 * n), *part = row<T>(s.extra, k, n), *h = row<T>(s.h, k, n);
    const T *from = row<T>(s.from_h, k, 3 * n), *before = row<T>(s.state, k, n);
    const T* bias = static_cast<const T*>(s.bias_n);
    for (int64_t j = 0; j < n; ++j) part[j] = bias ? from[2 * n + j] + bias[j] : from[2 * n + j];
#pragma GCC ivdep
    for (int64_t j = 0; j < n; ++j) {
      const T r = vec::sigmoid(g[j] + from[j]), z = vec::sigmoid(g[n + j] + from[n + j]),
              u = vec::tanh(g[2 * n + j] + r * part[j]);
      g[j] = r, g[n + j] = z, g[2 * n + j] = u;
      h[j] = (before[j] - u) * z + u;
    }
  }
}

template <class T>
void gru_backward(const RnnBackward& s) {
  const int64_t n = s.hidden;
  for (int64_t k = 0; k < s.rows; ++k) {
    const T *g = row<T>(s.gates, k, 3 * n), *before = row<T>(s.state, k, n),
            *part = row<T>(s.extra, k, n);
    T *gh = row<T>(s.grad_h, k, n), *x = row<T>(s.grad_gates, k, 3 * n),
      *from = row<T>(s.grad_from_h, k, 3 * n);
    add_outside(gh, row<T>(s.grad_out, k, n), n);
#pragma GCC ivdep
    for (int64_t j = 0; j < n; ++j) {
      const T r = g[j], z = g[n + j], u = g[2 * n + j];
      const T third = gh[j] * (T(1) - z) * slope_of_tanh(u);
      x[j] = from[j] = third * part[j] * slope_of_sigmoid(r);
      x[n + j] = from[n + j] = gh[j] * (before[j] - u) * slope_of_sigmoid(z);
      x[2 * n + j] = third;
      from[2 * n + j] = third * r;
      gh[j] *= z;
    }
  }
}

template <class T, bool Relu>
void simple_forward(const RnnForward& s) {
  const auto* g = static_cast<const T*>(s.gates);
  auto* h = static_cast<T*>(s.h);
#pragma GCC ivdep
  for (int64_t i = 0; i < s.rows * s.hidden; ++i)
    h[i] = Relu ? at_least(g[i], T(0)) : vec::tanh(g[i]);
}

template <class T, bool Relu>
void simple_backward(const RnnBackward& s) {
  const auto* h = static_cast<const T*>(s.gates);
  auto *gh = static_cast<T*>(s.grad_h), *out = static_cast<T*>(s.grad_gates);
  add_outside(gh, static_cast<const T*>(s.grad_out), s.rows * s.hidden);
#pragma GCC ivdep
  for (int64_t i = 0; i < s.rows * s.hidden; ++i)
    out[i] = Relu ? (h[i] > 0 ? gh[i] : T(0)) : gh[i] * slope_of_tanh(h[i]);
}

#define TN_MODE(forward, backward, ...)                          \
  {                                                              \
    {forward<float __VA_ARGS__>, backward<float __VA_ARGS__>}, { \
      forward<double __VA_ARGS__>, backward<double __VA_ARGS__>  \
    }                                                            \
  }
#define TN_COMMA ,
constexpr RnnTable kTable = {{
    TN_MODE(lstm_forward, lstm_backward),
    TN_MODE(gru_forward, gru_backward),
    TN_MODE(simple_forward, simple_backward, TN_COMMA false),
    TN_MODE(simple_forward, simple_backward, TN_COMMA true),
}};
#undef TN_COMMA
#undef TN_MODE

}  // namespace

extern const RnnTable rnn_table;
constinit const RnnTable rnn_table = kTable;

}  // namespace tenon::kernels::TN_ISA
