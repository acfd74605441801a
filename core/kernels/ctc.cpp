#include "core/kernels/ctc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace tenon::kernels {
namespace {

template <class T>
constexpr T kNone = -std::numeric_limits<T>::infinity();

// log(e^a + e^b + e^c)
template <class T>
T log_add(T a, T b, T c = kNone<T>) {
  T top = std::max({a, b, c});
  if (top == kNone<T>) top = 0;
  return std::log(std::exp(a - top) + std::exp(b - top) + std::exp(c - top)) + top;
}

// The target with a blank before, between and behind its labels.
struct Path {
  const Ctc& c;
  int64_t last() const { return 2 * c.labels; }
  int64_t operator[](int64_t s) const { return s % 2 ? c.target[s / 2] : c.blank; }
  // Whether a path may go from s to s + 2: it must not skip the blank between equal labels.
  bool skips(int64_t s) const { return (*this)[s] != (*this)[s + 2]; }
};

template <class T>
double forward(const Ctc& c, const T* probs, T* alpha) {
  const Path path{c};
  if (c.steps == 0) return c.labels == 0 ? 0 : std::numeric_limits<double>::infinity();
  alpha[0] = probs[c.blank];
  if (c.labels > 0) alpha[1] = probs[path[1]];
  for (int64_t t = 1; t < c.steps; ++t) {
    const T *before = alpha + (t - 1) * c.width, *p = probs + t * c.row;
    T* now = alpha + t * c.width;
    for (int64_t s = 0; s <= path.last(); ++s) {
      const T one = s > 0 ? before[s - 1] : kNone<T>;
      const T two = s > 1 && path.skips(s - 2) ? before[s - 2] : kNone<T>;
      now[s] = log_add(before[s], one, two) + p[path[s]];
    }
  }
  const T* end = alpha + (c.steps - 1) * c.width + path.last();
  return -static_cast<double>(c.labels == 0 ? end[0] : log_add(end[0], end[-1]));
}

// Adds the paths through place s at this step to the gradient of its class, in logarithms.
template <class T>
void collect(T& to, T alpha, T beta) {
  to = to == kNone<T> ? alpha + beta : log_add(to, alpha + beta);
}

template <class T>
void collect_paths(const Ctc& c, const T* probs, const T* alpha, T* grad) {
  const Path path{c};
  const auto n = static_cast<size_t>(path.last() + 1);
  std::vector<T> beta(n, kNone<T>), next(n, kNone<T>);
  for (int64_t t = c.steps - 1; t >= 0; --t) {
    const T *p = probs + t * c.row, *a = alpha + t * c.width;
    for (int64_t s = path.last(); s >= 0; --s) {
      const auto i = static_cast<size_t>(s);
      if (t == c.steps - 1) {
        if (s < path.last() - 1) break;  // paths end in the last label or in the blank behind it
        beta[i] = p[path[s]];
      } else {
        const T one = s < path.last() ? next[i + 1] : kNone<T>;
        const T two = s < path.last() - 1 && path.skips(s) ? next[i + 2] : kNone<T>;
        beta[i] = log_add(next[i], one, two) + p[path[s]];
      }
      collect(grad[t * c.row + path[s]], a[s], beta[i]);
    }
    std::swap(beta, next);
  }
}

template <class T>
void backward(const Ctc& c, const T* probs, const T* alpha, T nll, T scale, T* grad) {
  for (int64_t t = 0; t < c.steps; ++t) std::fill_n(grad + t * c.row, c.classes, kNone<T>);
  collect_paths(c, probs, alpha, grad);
  for (int64_t t = 0; t < c.steps; ++t)
    for (int64_t k = 0; k < c.classes; ++k) {
      const T p = probs[t * c.row + k];
      T& g = grad[t * c.row + k];
      g = (std::exp(p) - std::exp(g + nll - p)) * scale;
    }
}

}  // namespace

double ctc_forward(const Ctc& c, const void* log_probs, void* alpha) {
  if (c.dtype == DType::F64)
    return forward(c, static_cast<const double*>(log_probs), static_cast<double*>(alpha));
  return forward(c, static_cast<const float*>(log_probs), static_cast<float*>(alpha));
}

void ctc_backward(const Ctc& c, const void* log_probs, const void* alpha, double nll, double scale,
                  void* grad) {
  if (c.dtype == DType::F64) {
    return backward(c, static_cast<const double*>(log_probs), static_cast<const double*>(alpha),
                    nll, scale, static_cast<double*>(grad));
  }
  backward(c, static_cast<const float*>(log_probs), static_cast<const float*>(alpha),
           static_cast<float>(nll), static_cast<float>(scale), static_cast<float*>(grad));
}

}  // namespace tenon::kernels
