// Pooling of one plane: every output takes a window of the input. One to three dimensions; missing
// ones have size 1.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"

namespace tenon::kernels {

// Output o sees the positions begin[o], begin[o] + step, ... below end[o].
struct PoolAxis {
  int64_t in = 1, out = 1, step = 1;
  const int64_t* begin = nullptr;
  const int64_t* end = nullptr;
  const int64_t* divisor = nullptr;  // of means; the three axes' are multiplied
};

struct PoolShape {
  PoolAxis axis[3];  // depth, height, width
};

struct PoolKernels {
  // The greatest of each window (a NaN wins) and its position in the plane. Every dtype but bool
  // and complex.
  void (*max[kDTypes])(const PoolShape& s, const void* in, void* out, int64_t* index);
  // Sum over the window, divided. float dtypes only, like all below.
  void (*mean[kDTypes])(const PoolShape& s, const void* in, void* out);
  // The transpose of mean: `in` has the output's shape and `out` the input's.
  void (*spread[kDTypes])(const PoolShape& s, const void* in, void* out);
  // out[i] = in[index[i]] for n outputs.
  void (*gather[kDTypes])(const void* in, const int64_t* index, int64_t n, void* out);
  // The transpose of gather, into a plane of `size` elements.
  void (*scatter[kDTypes])(const void* in, const int64_t* index, int64_t n, void* out,
                           int64_t size);
};

const PoolKernels& pool_kernels() noexcept;  // of this CPU

}  // namespace tenon::kernels
