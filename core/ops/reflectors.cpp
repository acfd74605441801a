#include "core/ops/reflectors.h"

#include <algorithm>

#include "core/ops/matrices.h"

namespace tenon::raw {
namespace {

double cost_of(int64_t m, int64_t n, int64_t k) {
  return 4.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
}

}  // namespace

Tensor reflect(const Tensor& a) {
  int64_t m = a.size(-2), n = a.size(-1), k = std::min(m, n);
  Tensor tau = new_like(a, with_batch(a, {k}));
  if (a.is_meta() || a.numel() == 0) return tau;
  with_routines(a.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto matrices = mats<T>(a);
    auto factors = vecs<T>(tau);
    for_batch(batch_count(a), cost_of(m, n, k), [&](int64_t b, int64_t count) {
      r.geqrf(lapack_size(m), lapack_size(n), count, matrices.from(b), factors.from(b));
    });
  });
  return tau;
}

void multiply_out(const Tensor& q, const Tensor& tau) {
  if (q.is_meta() || q.numel() == 0) return;
  int64_t m = q.size(-2), n = q.size(-1), k = tau.size(-1);
  with_routines(q.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto matrices = mats<T>(q);
    auto factors = vecs<const T>(tau);
    for_batch(batch_count(q), cost_of(m, n, k), [&](int64_t b, int64_t count) {
      r.ungqr(lapack_size(m), lapack_size(n), lapack_size(k), count, matrices.from(b),
              factors.from(b));
    });
  });
}

void apply_reflectors(const Tensor& reflectors, const Tensor& tau, const Tensor& c, bool left,
                      bool adjoint) {
  if (c.is_meta() || c.numel() == 0) return;
  int64_t m = c.size(-2), n = c.size(-1), k = tau.size(-1);
  with_routines(c.dtype(), [&]<class T>(const lapack::Routines<T>& r) {
    auto v = mats<const T>(reflectors);
    auto factors = vecs<const T>(tau);
    auto out = mats<T>(c);
    for_batch(batch_count(c), cost_of(m, n, k), [&](int64_t b, int64_t count) {
      r.unmqr(left ? 'L' : 'R', adjoint ? 'C' : 'N', lapack_size(m), lapack_size(n), lapack_size(k),
              count, v.from(b), factors.from(b), out.from(b));
    });
  });
}

}  // namespace tenon::raw
