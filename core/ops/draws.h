// Filling tensors from a random stream, element after element in the order of memory, as PyTorch
// does.
#pragma once
#include <mutex>

#include "core/kernels/visit.h"
#include "core/registry/generator.h"
#include "core/tensor/tensor.h"

namespace tenon {

// The stream to draw from, locked for as long as this lives; the default one when none is given.
// What is drawn here comes in blocks, of which exactly `words` 32-bit draws may be taken in all;
// generator() draws past them.
class Draws {
 public:
  explicit Draws(Generator* given, int64_t words = 0)
      : g_(given ? *given : default_generator()), lock_(g_.mutex()), rest_(words) {}
  Generator& generator() const { return g_; }

  uint32_t random32() {
    if (at_ == have_) refill();
    return block_[at_++];
  }
  uint64_t random64() {
    uint64_t high = random32();
    return high << 32 | random32();
  }
  double uniform53() { return static_cast<double>(random64() & ((1ull << 53) - 1)) * 0x1p-53; }
  float uniform24() { return static_cast<float>(random32() & ((1u << 24) - 1)) * 0x1p-24f; }
  // The next n of them.
  void uniform(float* out, int64_t n);
  void uniform(double* out, int64_t n) {
    for (int64_t i = 0; i < n; ++i) out[i] = uniform53();
  }

 private:
  void refill() {
    have_ = rest_ < kBlock ? rest_ : kBlock;
    rest_ -= have_;
    at_ = 0;
    g_.random32(block_, have_);
  }
  static constexpr int64_t kBlock = 512;
  Generator& g_;
  std::lock_guard<std::mutex> lock_;
  int64_t rest_, at_ = 0, have_ = 0;
  uint32_t block_[kBlock];
};

// A tensor whose elements fill its memory without gaps, in the order that `t` has them: `t` itself
// where it is so, else a new one, to be copied to `t` afterwards.
Tensor dense_target(const Tensor& t);

// Sets every element to draw(), converted to its type. NotImplementedError naming `op` for dtypes
// without arithmetic.
template <class F>
void fill_with(const Tensor& t, const char* op, F draw);

// Normal numbers, by PyTorch's two ways: blocks of 16 for long contiguous tensors, one by one
// otherwise.
void fill_normal(const Tensor& t, double mean, double std, Generator* generator);

[[noreturn]] void no_draws(const char* op, DType t);
void store_draws(const Tensor& t, const Tensor& dense);

template <class F>
void fill_with(const Tensor& t, const char* op, F draw) {
  if (t.is_meta() || t.numel() == 0) return;
  if (is_complex(t.dtype())) no_draws(op, t.dtype());
  Tensor dense = dense_target(t);
  kernels::visit_dtype(t.dtype(), [&]<class T> {
    T* p = dense.data<T>();
    for (int64_t i = 0, n = dense.numel(); i < n; ++i)
      p[i] = static_cast<T>(static_cast<kernels::Compute<T>>(draw()));
  });
  store_draws(t, dense);
}

}  // namespace tenon
