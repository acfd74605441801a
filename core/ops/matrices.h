// Tensors as batches of matrices, as LAPACK takes them: what the ops of linear algebra share.
#pragma once
#include "core/lapack/loader.h"
#include "core/parallel/parallel_for.h"
#include "core/tensor/complex_view.h"
#include "core/tensor/tensor.h"

namespace tenon {

// RuntimeErrors in PyTorch's words; `op` is "linalg.inv", `name` the argument's.
void check_matrix(const char* op, const Tensor& a, const char* name = "A");
void check_square(const char* op, const Tensor& a, const char* name = "A");
// float32, float64 and the complex types. Without low_precision 16-bit floats are let through.
void check_floating(const char* op, const Tensor& a, bool low_precision = false);
// NotImplementedError, naming PyTorch's kernel, unless LAPACK has the dtype.
void check_lapack(const char* kernel, const Tensor& a);
// LinAlgError for the first code that is not 0, in the words that belong to the op's name; nothing
// on meta.
void check_info(const char* op, const Tensor& info);
// RuntimeError unless both have one dtype.
void check_same_type(const char* op, const Tensor& a, const Tensor& b);

// All dimensions but the last `n`.
IntSpan batch_sizes(const Tensor& a, int64_t n = 2);
int64_t batch_count(const Tensor& a, int64_t n = 2);
// The batch sizes of `of`, then these.
Dims with_batch(const Tensor& of, std::initializer_list<int64_t> last, int64_t n = 2);
inline Tensor new_like(const Tensor& like, IntSpan sizes) {
  return new_tensor(sizes, like.dtype(), like.device());
}

namespace raw {

// A fresh tensor whose matrices are column-major, one after the other.
Tensor new_columns(IntSpan sizes, DType t, Device device);
// A copy of that layout; with another dtype or broadcast to other sizes if these are given.
Tensor to_columns(const Tensor& a);
Tensor to_columns(const Tensor& a, IntSpan sizes);
// `a` itself when it has that layout.
Tensor as_columns(const Tensor& a);
// The same for an operand of a result with batch sizes `batch`: one matrix stays one, fewer become
// as many.
Tensor operand_columns(const Tensor& a, IntSpan batch);
// Makes each matrix of a square batch the unit matrix.
void fill_unit(const Tensor& a);
// A view with the last two dimensions exchanged.
Tensor transposed(const Tensor& a);
// Sets what is not in one triangle to zero: above (or below) the given diagonal.
void zero_above(const Tensor& a, int64_t diagonal);
void zero_below(const Tensor& a, int64_t diagonal);

}  // namespace raw

// The matrices of a tensor from the functions above. A single one stands for a whole batch.
template <class T>
lapack::Mats<T> mats(const Tensor& a) {
  int64_t rows = a.size(-2), size = rows * a.size(-1);
  return {a.data<T>(), a.numel() == size ? 0 : size, static_cast<int>(rows > 0 ? rows : 1)};
}
// The vectors along the last dimension of a contiguous tensor; a single one stands for a batch.
template <class T>
lapack::Vecs<T> vecs(const Tensor& a) {
  int64_t size = a.size(-1);
  return {a.data<T>(), a.numel() == size ? 0 : size};
}
// Of a contiguous tensor, with one number per matrix.
template <class T>
lapack::Vecs<T> numbers(const Tensor& a) {
  return {a.data<T>(), 1};
}
// A size as LAPACK takes it; RuntimeError when it is beyond 32 bits.
int lapack_size(int64_t n);

// Calls f(routines) with the routines for the dtype, which check_floating has let through.
template <class F>
void with_routines(DType t, F&& f) {
  const lapack::Table& table = lapack::table();
  switch (t) {
    case DType::F32:
      return f(table.f32);
    case DType::F64:
      return f(table.f64);
    case DType::C64:
      return f(table.c64);
    case DType::C128:
      return f(table.c128);
    default:
      fail(ErrorKind::Assertion, "with_routines(): no LAPACK routine for ", dtype_name(t));
  }
}
template <class T>
T element_of(const lapack::Routines<T>&);

// Calls f(first, count) on ranges that cover `batch` problems of about `cost` operations each, in
// parallel.
template <class F>
void for_batch(int64_t batch, double cost, F&& f) {
  auto grain = static_cast<int64_t>(2e5 / (cost + 1));
  parallel_for(0, batch, grain > 0 ? grain : 1,
               [&](int64_t begin, int64_t end) { f(begin, end - begin); });
}

}  // namespace tenon
