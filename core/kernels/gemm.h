// Matrix products of our own: every dtype, any strides. oneDNN is faster for large float32 and
// bfloat16 (core/onednn).
#pragma once
#include <cstddef>
#include <cstdint>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

// c[m, n] (+)= a[m, k] b[k, n] (+ bias[n]). Strides in elements; c's columns and bias are
// contiguous. Sums run over k in order, in float for 16-bit types, whatever m and n are.
struct GemmTile {
  int64_t m, n, k;
  const void* a;
  int64_t a_row, a_col;
  const void* b;
  int64_t b_row, b_col;
  const void* bias;  // may be null
  void* c;
  int64_t c_row;
  bool accumulate;
  void* work;  // gemm_work(dtype, m, n, k) bytes
};

// y[i] (+)= sum over j of a[i, j] x[j] (+ bias[i]), for i in [0, rows). Either a_col is 1 or a_row
// is 1; x is contiguous.
struct GemvArgs {
  int64_t rows, cols;
  const void* a;
  int64_t a_row, a_col;
  const void* x;
  const void* bias;  // may be null
  void* y;
  bool accumulate;
};

struct GemmKernels {
  void (*gemm[kDTypes])(const GemmTile&);  // null: bool and complex
  void (*gemv[kDTypes])(const GemvArgs&);  // float32 and float64 only
};

const GemmKernels& gemm_kernels() noexcept;           // of this CPU
const GemmKernels& gemm_kernels(Isa level) noexcept;  // for tests
size_t gemm_work(DType t, int64_t m, int64_t n, int64_t k) noexcept;

}  // namespace tenon::kernels
