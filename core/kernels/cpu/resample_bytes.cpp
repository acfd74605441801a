// Sums of bytes in 32 bits; of two taps in one loop, else tap by tap.
#include "core/kernels/resample_bytes.h"

#include "core/kernels/cpu/compute.h"

namespace tenon::kernels::TN_ISA {
namespace {

TN_INLINE uint8_t rounded(int32_t sum, int precision) {
  const int32_t v = sum >> precision;
  return static_cast<uint8_t>(v < 0 ? 0 : v > 255 ? 255 : v);
}

void finish(const int32_t* sums, int64_t n, int precision, uint8_t* out) {
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) out[i] = rounded(sums[i], precision);
}

void across_channels(const ByteAxis& a, int64_t channels, const int32_t* row, uint8_t* out) {
  for (int64_t o = 0; o < a.out; ++o) {
    const int32_t* from = row + a.first[o] * channels;
    for (int64_t c = 0; c < channels; ++c) {
      int32_t sum = 1 << (a.precision - 1);
      for (int64_t k = 0; k < a.taps; ++k) sum += a.weight[k * a.out + o] * from[k * channels + c];
      *out++ = rounded(sum, a.precision);
    }
  }
}

void across(const ByteAxis& a, int64_t channels, const uint8_t* in, uint8_t* out,
            int32_t* scratch) {
  int32_t *row = scratch, *sums = scratch + a.in * channels;
#pragma GCC ivdep
  for (int64_t i = 0; i < a.in * channels; ++i) row[i] = in[i];
  if (channels > 1) return across_channels(a, channels, row, out);
  const int32_t half = 1 << (a.precision - 1), *w = a.weight, *first = a.first;
  if (a.taps == 2) {
    const int32_t* w1 = w + a.out;
#pragma GCC ivdep
    for (int64_t o = 0; o < a.out; ++o)
      sums[o] = half + w[o] * row[first[o]] + w1[o] * row[first[o] + 1];
  } else {
    for (int64_t o = 0; o < a.out; ++o) sums[o] = half;
    for (int64_t k = 0; k < a.taps; ++k, w += a.out) {
#pragma GCC ivdep
      for (int64_t o = 0; o < a.out; ++o) sums[o] += w[o] * row[first[o] + k];
    }
  }
  finish(sums, a.out, a.precision, out);
}

void down(const ByteAxis& a, int64_t o, int64_t width, const uint8_t* in, uint8_t* out,
          int32_t* scratch) {
  const uint8_t* from = in + a.first[o] * width;
  const int32_t half = 1 << (a.precision - 1), *w = a.weight + o;
  if (a.taps == 2) {
    const int32_t w0 = w[0], w1 = w[a.out];
#pragma GCC ivdep
    for (int64_t i = 0; i < width; ++i)
      out[i] = rounded(half + w0 * from[i] + w1 * from[width + i], a.precision);
    return;
  }
  for (int64_t i = 0; i < width; ++i) scratch[i] = half;
  for (int64_t k = 0; k < a.taps; ++k, from += width) {
    const int32_t by = w[k * a.out];
#pragma GCC ivdep
    for (int64_t i = 0; i < width; ++i) scratch[i] += by * from[i];
  }
  finish(scratch, width, a.precision, out);
}

}  // namespace

extern const ByteResampleKernels byte_resample_table;
constinit const ByteResampleKernels byte_resample_table = {across, down};

}  // namespace tenon::kernels::TN_ISA
