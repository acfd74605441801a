#include "core/onednn/complex_gemm.h"

#include <algorithm>
#include <cstring>

#include "core/onednn/scratch.h"
#include "core/parallel/parallel_for.h"

namespace tenon::onednn {
namespace {

constexpr int64_t kGrain = 1 << 14;

// Note [Complex products]
// In memory a row of a complex matrix is a row of reals, re and im in turn. So c = a b is a product
// of real matrices [m, 2k] [2k, 2n], where each row of b stands twice, the second time multiplied
// by i: what a real part meets, and what an imaginary part meets. Only b is written anew; a is read
// and c written where they are.
template <class R>
void widen_b(const GemmArgs& g, int64_t items, R* out) {
  auto* b = static_cast<const R*>(g.b);
  int64_t grain = std::max<int64_t>(1, kGrain / g.n);
  parallel_for(0, items * g.k, grain, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      const R* from = b + 2 * (row / g.k * g.b_batch + row % g.k * g.b_row);
      R *plain = out + row * 4 * g.n, *turned = plain + 2 * g.n;
      for (int64_t j = 0; j < g.n; ++j, from += 2 * g.b_col) {
        plain[2 * j] = from[0];
        plain[2 * j + 1] = from[1];
        turned[2 * j] = -from[1];
        turned[2 * j + 1] = from[0];
      }
    }
  });
}

// a with neighbouring columns, where it has not.
template <class R>
void copy_a(const GemmArgs& g, int64_t items, R* out) {
  auto* a = static_cast<const R*>(g.a);
  int64_t grain = std::max<int64_t>(1, kGrain / g.k);
  parallel_for(0, items * g.m, grain, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      const R* from = a + 2 * (row / g.m * g.a_batch + row % g.m * g.a_row);
      R* to = out + row * 2 * g.k;
      for (int64_t p = 0; p < g.k; ++p, from += 2 * g.a_col)
        std::memcpy(to + 2 * p, from, 2 * sizeof(R));
    }
  });
}

template <class R>
void run(const GemmArgs& g) {
  int64_t a_items = g.a_batch ? g.batch : 1, b_items = g.b_batch ? g.batch : 1;
  bool dense = g.a_col == 1 || g.k <= 1;
  auto bytes = [](int64_t elements) { return static_cast<size_t>(elements) * sizeof(R); };
  Scratch wide(bytes(b_items * 4 * g.k * g.n)), moved(dense ? 0 : bytes(a_items * 2 * g.m * g.k));
  if (g.k) widen_b(g, b_items, static_cast<R*>(wide.data()));
  if (!dense) copy_a(g, a_items, static_cast<R*>(moved.data()));
  GemmArgs real = g;
  real.dtype = DTypeOf<R>::value;
  real.n = 2 * g.n, real.k = 2 * g.k;
  real.a = dense ? g.a : moved.data();
  real.a_batch = dense ? 2 * g.a_batch : g.a_batch ? 2 * g.m * g.k : 0;
  real.a_row = dense ? 2 * g.a_row : 2 * g.k;
  real.a_col = 1;
  real.b = wide.data();
  real.b_batch = g.b_batch ? 4 * g.k * g.n : 0;
  real.b_row = 2 * g.n, real.b_col = 1;
  real.c_batch = 2 * g.c_batch, real.c_row = 2 * g.c_row;
  gemm(real);
}

}  // namespace

void complex_gemm(const GemmArgs& g) { g.dtype == DType::C64 ? run<float>(g) : run<double>(g); }

}  // namespace tenon::onednn
