// Resizing of images of bytes in integers, one axis after the other.
#pragma once
#include <cstdint>

namespace tenon::kernels {

// Output o is the sum of weight[k * out + o] * input[first[o] + k] over k < taps, in units of
// 2^-precision, rounded to a byte.
struct ByteAxis {
  int64_t in = 1, out = 1, taps = 1;
  const int32_t* first = nullptr;
  const int32_t* weight = nullptr;
  int precision = 0;
};

struct ByteResampleKernels {
  // One row, along it: groups of `channels` bytes. `scratch` holds (in + out) * channels numbers.
  void (*across)(const ByteAxis& a, int64_t channels, const uint8_t* in, uint8_t* out,
                 int32_t* scratch);
  // Row o, out of rows of `width` bytes. `scratch` holds `width` numbers.
  void (*down)(const ByteAxis& a, int64_t o, int64_t width, const uint8_t* in, uint8_t* out,
               int32_t* scratch);
};

const ByteResampleKernels& byte_resample_kernels() noexcept;  // of this CPU

}  // namespace tenon::kernels
