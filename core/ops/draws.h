// Filling tensors from a random stream, element after element in the order of memory, as PyTorch does.
#pragma once
#include <mutex>

#include "core/kernels/visit.h"
#include "core/registry/generator.h"
#include "core/tensor/tensor.h"

namespace tenon {

// The stream to draw from, locked for as long as this lives; the default one when none is given.
class Draws {
 public:
  explicit Draws(Generator* given) : g_(given ? *given : default_generator()), lock_(g_.mutex()) {}
  Generator* operator->() const { return &g_; }
  Generator& operator*() const { return g_; }

 private:
  Generator& g_;
  std::lock_guard<std::mutex> lock_;
};

// A tensor whose elements fill its memory without gaps, in the order that `t` has them: `t` itself where it is so, else
// a new one, to be copied to `t` afterwards.
Tensor dense_target(const Tensor& t);

// Sets every element to draw(), converted to its type. NotImplementedError naming `op` for dtypes without arithmetic.
template <class F>
void fill_with(const Tensor& t, const char* op, F draw);

// Normal numbers, by PyTorch's two ways: blocks of 16 for long contiguous tensors, one by one otherwise.
void fill_normal(const Tensor& t, double mean, double std, Generator* generator);

[[noreturn]] void no_draws(const char* op, DType t);
void store_draws(const Tensor& t, const Tensor& dense);

template <class F>
void fill_with(const Tensor& t, const char* op, F draw) {
  if (t.is_meta() || t.numel() == 0) return;
  Tensor dense = dense_target(t);
  bool known = kernels::visit_dtype(t.dtype(), [&]<class T> {
    T* p = dense.data<T>();
    for (int64_t i = 0, n = dense.numel(); i < n; ++i) p[i] = static_cast<T>(static_cast<kernels::Compute<T>>(draw()));
  });
  if (!known) no_draws(op, t.dtype());
  store_draws(t, dense);
}

}  // namespace tenon
