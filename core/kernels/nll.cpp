// Gathers: memory decides the speed, so one copy for every instruction set is enough.
#include "core/kernels/nll.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/parallel/parallel_for.h"

namespace tenon::kernels {
namespace {

// Fixed pieces of positions are summed apart and joined in order, so that the number of threads
// does not show.
constexpr int64_t kPiece = 16384;

// Calls f(position, index of the target's score, weight) for the positions of [begin, end) that are
// not ignored.
template <class T, class F>
void each_target(const Nll& k, int64_t begin, int64_t end, F f) {
  auto* weights = static_cast<const T*>(k.weights);
  for (int64_t p = begin; p < end; ++p) {
    int64_t t = k.targets[p];
    if (t == k.ignore_index) continue;
    check_index(t >= 0 && t < k.classes, "Target ", t, " is out of bounds.");
    double w = weights ? static_cast<double>(weights[t]) : 1.0;
    f(p, (p / k.inner * k.classes + t) * k.inner + p % k.inner, w);
  }
}

template <class F>
void with_type(DType t, F f) {
  switch (t) {
    case DType::F32:
      return f(float{});
    case DType::F64:
      return f(double{});
    case DType::F16:
      return f(half{});
    case DType::BF16:
      return f(bfloat16{});
    default:
      fail(ErrorKind::NotImplemented, "\"nll_loss_out_frame\" not implemented for '", t, "'");
  }
}

template <class T>
T store(double v) {
  return static_cast<T>(static_cast<float>(v));
}
template <>
double store<double>(double v) {
  return v;
}

}  // namespace

void nll_each(const Nll& k, const void* scores, void* losses) {
  with_type(k.dtype, [&]<class T>(T) {
    auto* x = static_cast<const T*>(scores);
    auto* out = static_cast<T*>(losses);
    parallel_for(0, k.outer * k.inner, kPiece, [&](int64_t begin, int64_t end) {
      std::fill(out + begin, out + end, store<T>(0));
      each_target<T>(k, begin, end, [&](int64_t p, int64_t at, double w) {
        out[p] = store<T>(-w * static_cast<double>(x[at]));
      });
    });
  });
}

NllSums nll_sums(const Nll& k, const void* scores) {
  NllSums total{0, 0};
  int64_t positions = k.outer * k.inner;
  with_type(k.dtype, [&]<class T>(T) {
    auto* x = static_cast<const T*>(scores);
    for (int64_t begin = 0; begin < positions; begin += kPiece) {
      NllSums part{0, 0};
      each_target<T>(k, begin, std::min(begin + kPiece, positions),
                     [&](int64_t, int64_t at, double w) {
                       if (x) part.loss -= w * static_cast<double>(x[at]);
                       part.weight += w;
                     });
      total.loss += part.loss;
      total.weight += part.weight;
    }
  });
  return total;
}

void nll_backward(const Nll& k, const void* grad, bool scalar_grad, double factor,
                  void* grad_scores) {
  with_type(k.dtype, [&]<class T>(T) {
    auto* g = static_cast<const T*>(grad);
    auto* out = static_cast<T*>(grad_scores);
    parallel_for(
        0, k.outer, std::max<int64_t>(1, kPiece / (k.classes * k.inner)),
        [&](int64_t begin, int64_t end) {
          std::fill(out + begin * k.classes * k.inner, out + end * k.classes * k.inner,
                    store<T>(0));
          each_target<T>(k, begin * k.inner, end * k.inner, [&](int64_t p, int64_t at, double w) {
            out[at] = store<T>(-w * factor * static_cast<double>(g[scalar_grad ? 0 : p]));
          });
        });
  });
}

}  // namespace tenon::kernels
