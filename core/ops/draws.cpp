#include "core/ops/draws.h"

#include <cmath>

#include "core/iter/pointwise.h"
#include "core/tensor/layout.h"

namespace tenon {
namespace {

constexpr int64_t kBlock = 16;

template <class T>
T uniform(Generator& g) {
  if constexpr (std::is_same_v<T, double>) {
    return g.uniform53();
  } else {
    return static_cast<T>(g.uniform24());
  }
}

// Box-Muller on two halves of a block.
template <class C>
void normal_block(C* p, double mean, double std) {
  for (int64_t j = 0; j < kBlock / 2; ++j) {
    C u1 = 1 - p[j], u2 = p[j + kBlock / 2];
    C radius = std::sqrt(-2 * std::log(u1)), theta = static_cast<C>(2 * M_PI) * u2;
    p[j] = radius * std::cos(theta) * static_cast<C>(std) + static_cast<C>(mean);
    p[j + kBlock / 2] = radius * std::sin(theta) * static_cast<C>(std) + static_cast<C>(mean);
  }
}

// A rest that is shorter than a block is drawn again, as the last 16 elements. Half precision draws block by block, in
// float; the others draw all uniform numbers first.
template <class T>
void normal_blocks(T* p, int64_t n, double mean, double std, Generator& g) {
  using C = kernels::Compute<T>;
  constexpr bool by_block = !std::is_same_v<T, C>;
  auto block = [&](T* to, bool draw) {
    C u[kBlock];
    for (int64_t i = 0; i < kBlock; ++i) u[i] = draw ? uniform<C>(g) : static_cast<C>(to[i]);
    normal_block(u, mean, std);
    for (int64_t i = 0; i < kBlock; ++i) to[i] = static_cast<T>(u[i]);
  };
  for (int64_t i = 0; !by_block && i < n; ++i) p[i] = static_cast<T>(uniform<C>(g));
  for (int64_t i = 0; i + kBlock <= n; i += kBlock) block(p + i, by_block);
  if (n % kBlock) block(p + n - kBlock, true);
}

}  // namespace

Tensor dense_target(const Tensor& t) {
  if (t.is_contiguous() || is_non_overlapping_and_dense(t.sizes(), t.strides())) return t;
  return new_strided(t.sizes(), preserved_strides(t.sizes(), t.strides()), t.dtype(), t.device());
}

void store_draws(const Tensor& t, const Tensor& dense) {
  if (!dense.is_same(t)) raw::copy(t, dense);
}

void no_draws(const char* op, DType t) { fail(ErrorKind::NotImplemented, "\"", op, "\" not implemented for '", t, "'"); }

void fill_normal(const Tensor& t, double mean, double std, Generator* generator) {
  check(std >= 0, "normal expects std >= 0.0, but found std ", std);
  if (!is_floating(t.dtype())) no_draws("normal_kernel_cpu", t.dtype());
  if (t.is_meta()) return;
  Draws draws(generator);
  if (t.numel() < kBlock || !t.is_contiguous()) {
    fill_with(t, "normal_kernel_cpu", [&] { return draws->normal() * std + mean; });
    return;
  }
  kernels::visit_floating(t.dtype(), [&]<class T> {
    normal_blocks(t.data<T>(), t.numel(), mean, std, *draws);
  });
}

}  // namespace tenon
