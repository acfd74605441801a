// Resizing of images: every output element is a weighted sum of input elements, with weights that
// are a product of one per axis. One to three axes; missing ones have size 1.
#pragma once
#include <cstdint>

#include "core/base/dtype.h"

namespace tenon::kernels {

// Output o is the sum of weight[k * out + o] * input[index[k * out + o]] over k < taps. Weights are
// doubles for f64 and floats for all other dtypes.
struct ResampleAxis {
  int64_t in = 1, out = 1, taps = 1;
  const int32_t* index = nullptr;
  const void* weight = nullptr;
  bool copies = false;  // one tap of weight 1
};

struct ResampleShape {
  ResampleAxis axis[3];  // depth, height, width
  int64_t channels = 1;  // elements that lie together at every position

  int64_t rows_in() const { return axis[0].in * axis[1].in; }
  int64_t rows_out() const { return axis[0].out * axis[1].out; }
  int64_t row_in() const { return axis[2].in * channels; }
  int64_t row_out() const { return axis[2].out * channels; }
};

struct ResampleKernels {
  // Output rows [begin, end) of one plane. `scratch` holds row_in() compute elements (f64: doubles,
  // else floats). Floats and u8.
  void (*forward[kDTypes])(const ResampleShape& s, const void* in, void* out, int64_t begin,
                           int64_t end, void* scratch);
  // The transpose over a whole plane: `in` has the output's shape and `out` the input's. `scratch`
  // holds row_in() * (rows_in() + 1) compute elements. Floats.
  void (*backward[kDTypes])(const ResampleShape& s, const void* in, void* out, void* scratch);
};

const ResampleKernels& resample_kernels() noexcept;  // of this CPU

}  // namespace tenon::kernels
