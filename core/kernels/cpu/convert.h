// f16 and bf16 to float and back, n contiguous elements. Rounds to nearest even; a NaN stays a NaN.
#pragma once
#include <string.h>

#include "core/kernels/cpu/vec.h"
#if defined(__F16C__)
#include <immintrin.h>
#endif

namespace tenon::kernels::TN_ISA {
namespace {

static inline void bf16_to_float(float* out, const uint16_t* in, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = from_bits(static_cast<uint32_t>(in[i]) << 16);
}

static inline void float_to_bf16(uint16_t* out, const float* in, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    uint32_t u = bits(in[i]);
    uint32_t rounded = (u + 0x7fffu + ((u >> 16) & 1u)) >> 16;
    out[i] = static_cast<uint16_t>((u & 0x7fffffffu) > 0x7f800000u ? (u >> 16) | 0x40u : rounded);
  }
}

#if defined(__F16C__)

#if defined(__AVX512F__)
constexpr int64_t kHalfs = 16;
TN_INLINE void half_block_to_float(float* out, const uint16_t* in) {
  _mm512_storeu_ps(
      out, _mm512_maskz_cvtph_ps(0xffff, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in))));
}
TN_INLINE void float_block_to_half(uint16_t* out, const float* in) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out),
                      _mm512_maskz_cvtps_ph(0xffff, _mm512_loadu_ps(in), 0));
}
#else
constexpr int64_t kHalfs = 8;
TN_INLINE void half_block_to_float(float* out, const uint16_t* in) {
  _mm256_storeu_ps(out, _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(in))));
}
TN_INLINE void float_block_to_half(uint16_t* out, const float* in) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm256_cvtps_ph(_mm256_loadu_ps(in), 0));
}
#endif

static inline void half_to_float(float* out, const uint16_t* in, int64_t n) {
  int64_t i = 0;
  for (; i + kHalfs <= n; i += kHalfs) half_block_to_float(out + i, in + i);
  if (i == n) return;
  uint16_t tail[kHalfs] = {};
  float wide[kHalfs];
  memcpy(tail, in + i, static_cast<size_t>(n - i) * 2);
  half_block_to_float(wide, tail);
  memcpy(out + i, wide, static_cast<size_t>(n - i) * 4);
}

static inline void float_to_half(uint16_t* out, const float* in, int64_t n) {
  int64_t i = 0;
  for (; i + kHalfs <= n; i += kHalfs) float_block_to_half(out + i, in + i);
  if (i == n) return;
  uint16_t narrow[kHalfs];
  float tail[kHalfs] = {};
  memcpy(tail, in + i, static_cast<size_t>(n - i) * 4);
  float_block_to_half(narrow, tail);
  memcpy(out + i, narrow, static_cast<size_t>(n - i) * 2);
}

#else

static inline void half_to_float(float* out, const uint16_t* in, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    uint32_t sign = static_cast<uint32_t>(in[i] & 0x8000u) << 16, rest = in[i] & 0x7fffu;
    uint32_t normal = (rest + 0x1c000u) << 13, special = 0x7f800000u | (rest & 0x3ffu) << 13;
    uint32_t small = bits(static_cast<float>(static_cast<int32_t>(rest)) * 0x1p-24f);
    out[i] = from_bits(sign | (rest >= 0x7c00u ? special : rest >= 0x400u ? normal : small));
  }
}

static inline void float_to_half(uint16_t* out, const float* in, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    uint32_t u = bits(in[i]), sign = (u >> 16) & 0x8000u, a = u & 0x7fffffffu;
    uint32_t normal = (a + 0xc8000fffu + ((a >> 13) & 1u)) >> 13;
    uint32_t small = bits(from_bits(a) + 0.5f) - 0x3f000000u;  // the float unit rounds
    uint32_t nan = 0x7e00u | ((a >> 13) & 0x1ffu);
    uint32_t h = a < 0x38800000u ? small : a >= 0x477ff000u ? 0x7c00u : normal;
    out[i] = static_cast<uint16_t>(sign | (a > 0x7f800000u ? nan : h));
  }
}

#endif

}  // namespace
}  // namespace tenon::kernels::TN_ISA
