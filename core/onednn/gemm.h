// Matrix products over raw memory: picks oneDNN or our own kernels, and splits the work over the
// pool.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"

namespace tenon::onednn {

// For each of `batch` items: c[m, n] (+)= a[m, k] b[k, n] (+ bias[n]). Strides in elements, of any
// sign or zero; rows of c are contiguous and do not overlap. All operands have one dtype: any but
// bool.
struct GemmArgs {
  DType dtype = DType::F32;
  int64_t batch = 1, m = 0, n = 0, k = 0;
  const void* a = nullptr;
  int64_t a_batch = 0, a_row = 0, a_col = 1;
  const void* b = nullptr;
  int64_t b_batch = 0, b_row = 0, b_col = 1;
  const void* bias = nullptr;
  void* c = nullptr;
  int64_t c_batch = 0, c_row = 0;
  bool accumulate = false;
};

// The result does not depend on the number of threads: the pieces are decided by the shape alone.
void gemm(const GemmArgs& args);

}  // namespace tenon::onednn
