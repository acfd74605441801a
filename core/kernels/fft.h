// Discrete Fourier transforms of single lines of float32 or float64 numbers: mixed radices for
// lengths whose prime factors are small, Bluestein's convolution for the others.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/dtype.h"
#include "core/kernels/isa.h"

namespace tenon::kernels {

// One factor of a length: `radix` lines of `ido` points each are combined, `l1` times over.
struct FftStage {
  int64_t radix, l1, ido;
  const void* twiddles;  // (radix - 1) * ido complex numbers
  const void* roots;     // of unity, `radix` of them
};
struct FftTable {
  // Transforms n complex numbers at `data` in place; `work` has room for as many. [float, double]
  void (*run[2])(const FftStage* stages, int count, int64_t n, void* data, void* work,
                 bool forward);
};

// What a length needs once. Immutable, so threads may share it.
class FftPlan {
 public:
  // `real` is F32 or F64; n > 0. Recent plans are kept.
  static std::shared_ptr<const FftPlan> get(DType real, int64_t n);
  virtual ~FftPlan() = default;

  virtual size_t work_bytes() const = 0;
  // n complex numbers, in place. Forward is exp(-2 pi i jk / n). No scaling.
  virtual void complex(void* line, void* work, bool forward) const = 0;
  // n reals become the first n / 2 + 1 complex numbers of their forward transform, in place: the
  // line has room for 2 (n + 1) reals.
  virtual void from_real(void* line, void* work) const = 0;
  // The inverse of from_real, but for the factor n; the imaginary parts of the ends are not read.
  virtual void to_real(void* line, void* work) const = 0;
};

}  // namespace tenon::kernels
