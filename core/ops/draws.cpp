#include "core/ops/draws.h"

#include <algorithm>
#include <cmath>

#include "core/iter/pointwise.h"
#include "core/kernels/kernels.h"
#include "core/ops/products.h"
#include "core/tensor/complex_view.h"
#include "core/tensor/layout.h"

namespace tenon {
namespace {

constexpr int64_t kBlock = 16, kHalf = kBlock / 2, kChunk = 1024;

// Box-Muller on up to kChunk uniform numbers, in place: of each block of 16, the first half gives
// radii, the second angles.
template <class C>
void normal_blocks(C* p, int64_t n, double mean, double std) {
  constexpr DType t = DTypeOf<C>::value;
  C radius[kChunk / 2], cosine[kChunk / 2], sine[kChunk / 2];
  auto apply = [&](const kernels::Kernel& k, C* out, C* in) {
    char* data[] = {reinterpret_cast<char*>(out), reinterpret_cast<char*>(in)};
    const int64_t strides[] = {sizeof(C), sizeof(C)};
    k.loop(t)(data, strides, n / 2, nullptr);
  };
  // f(block, i): i is where the block's pairs start in the arrays of pairs.
  auto each_block = [&](auto f) {
    for (int64_t b = 0; b < n / kBlock; ++b) f(p + b * kBlock, b * kHalf);
  };
  each_block([&](const C* block, int64_t i) {
    for (int64_t j = 0; j < kHalf; ++j) {
      radius[i + j] = 1 - block[j];
      cosine[i + j] = sine[i + j] = static_cast<C>(2 * M_PI) * block[kHalf + j];
    }
  });
  apply(kernels::log, radius, radius);
  each_block([&](const C*, int64_t i) {
    for (int64_t j = 0; j < kHalf; ++j) radius[i + j] *= -2;
  });
  apply(kernels::sqrt, radius, radius);
  apply(kernels::cos, cosine, cosine);
  apply(kernels::sin, sine, sine);
  C scale = static_cast<C>(std), shift = static_cast<C>(mean);
  each_block([&](C* block, int64_t i) {
    for (int64_t j = 0; j < kHalf; ++j) {
      block[j] = radius[i + j] * cosine[i + j] * scale + shift;
      block[kHalf + j] = radius[i + j] * sine[i + j] * scale + shift;
    }
  });
}

// A rest that is shorter than a block is drawn again, as the last 16 elements; what was drawn for
// it at first is lost, but for half precision, where PyTorch draws block by block.
template <class T>
void normal_elements(T* p, int64_t n, double mean, double std, Generator* generator) {
  using C = kernels::Compute<T>;
  int64_t whole = n / kBlock * kBlock, rest = n % kBlock;
  int64_t lost = std::is_same_v<T, C> ? rest : 0, again = rest ? kBlock : 0;
  Draws draws(generator, (std::is_same_v<C, double> ? 2 : 1) * (whole + lost + again));
  C u[kChunk];
  auto run = [&](T* to, int64_t count) {
    draws.uniform(u, count);
    normal_blocks(u, count, mean, std);
    for (int64_t i = 0; i < count; ++i) to[i] = static_cast<T>(u[i]);
  };
  for (int64_t i = 0; i < whole; i += kChunk) run(p + i, std::min(kChunk, whole - i));
  draws.uniform(u, lost);
  if (rest) run(p + n - kBlock, kBlock);
}

}  // namespace

void Draws::uniform(float* out, int64_t n) {
  constexpr int64_t kAtOnce = 16;
  auto number = [](uint32_t word) {  // signed: SSE has no conversion from unsigned
    return static_cast<float>(static_cast<int32_t>(word & ((1u << 24) - 1))) * 0x1p-24f;
  };
  for (int64_t i = 0; i < n;) {
    if (at_ == have_) refill();
    int64_t take = std::min(n - i, have_ - at_), j = 0;
    const uint32_t* words = block_ + at_;
    for (; j + kAtOnce <= take; j += kAtOnce) {
      for (int64_t k = 0; k < kAtOnce; ++k) out[i + j + k] = number(words[j + k]);
    }
    for (; j < take; ++j) out[i + j] = number(words[j]);
    i += take;
    at_ += take;
  }
}

Tensor dense_target(const Tensor& t) {
  if (t.is_contiguous() || is_non_overlapping_and_dense(t.sizes(), t.strides())) return t;
  return new_strided(t.sizes(), preserved_strides(t.sizes(), t.strides()), t.dtype(), t.device());
}

void store_draws(const Tensor& t, const Tensor& dense) {
  if (!dense.is_same(t)) raw::copy(t, dense);
}

void no_draws(const char* op, DType t) {
  fail(ErrorKind::NotImplemented, "\"", op, "\" not implemented for '", scalar_type_name(t), "'");
}

void fill_normal(const Tensor& t, double mean, double std, Generator* generator) {
  check(std >= 0, "normal expects std >= 0.0, but found std ", std);
  // Each part of a complex number has half of the variance.
  if (is_complex(t.dtype())) return fill_normal(complex_as_real(t), mean, std / M_SQRT2, generator);
  if (!is_floating(t.dtype())) no_draws("normal_kernel_cpu", t.dtype());
  if (t.is_meta()) return;
  if (t.numel() < kBlock || !t.is_contiguous()) {
    Draws draws(generator);
    fill_with(t, "normal_kernel_cpu", [&] { return draws.generator().normal() * std + mean; });
    return;
  }
  kernels::visit_floating(
      t.dtype(), [&]<class T> { normal_elements(t.data<T>(), t.numel(), mean, std, generator); });
}

}  // namespace tenon
