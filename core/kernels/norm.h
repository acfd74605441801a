// Loops of batch and group normalisation over contiguous runs (rows.h has layer norm's). float32
// and float64 only; sums are kept in double.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"

namespace tenon::kernels {

struct NormLoops {
  double (*sum)(const void* x, int64_t n);
  double (*squares)(const void* x, int64_t n, double mean);  // sum of (x - mean)^2
  // Sums of g and of g (x - mean).
  void (*dots)(const void* g, const void* x, int64_t n, double mean, double* sum_g, double* sum_gx);
  void (*affine)(const void* x, int64_t n, double a, double b, void* y);  // y = a x + b
  void (*combine)(const void* g, const void* x, int64_t n, double a, double b, double c,
                  void* out);  // a g + b x + c
};

// Null members for other dtypes.
const NormLoops& norm_loops(DType t) noexcept;

}  // namespace tenon::kernels
