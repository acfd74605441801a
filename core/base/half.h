// 16-bit floats as storage: arithmetic goes through float. Rounding is to nearest even.
// Always inlined: kernels compile this header for several instruction sets, and the linker must not
// merge the copies.
#pragma once
#include <bit>
#include <cstdint>

#define TN_INLINE_HALF [[gnu::always_inline]]

namespace tenon {

struct bfloat16 {
  uint16_t bits = 0;
  bfloat16() = default;
  TN_INLINE_HALF explicit bfloat16(float f) noexcept {
    auto u = std::bit_cast<uint32_t>(f);
    if ((u & 0x7fffffffu) > 0x7f800000u) {
      bits = static_cast<uint16_t>((u >> 16) | 0x40u);  // keep NaN a NaN
    } else {
      bits = static_cast<uint16_t>((u + 0x7fffu + ((u >> 16) & 1u)) >> 16);
    }
  }
  TN_INLINE_HALF operator float() const noexcept {
    return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
  }
};

struct half {
  uint16_t bits = 0;
  half() = default;
#ifdef __F16C__
  TN_INLINE_HALF explicit half(float f) noexcept {
    bits = std::bit_cast<uint16_t>(static_cast<_Float16>(f));
  }
  TN_INLINE_HALF operator float() const noexcept {
    return static_cast<float>(std::bit_cast<_Float16>(bits));
  }
#else
  TN_INLINE_HALF explicit half(float f) noexcept : bits(encode(f)) {}
  TN_INLINE_HALF operator float() const noexcept { return decode(bits); }
#endif

  // The same functions in plain integer arithmetic, for targets without F16C.
  TN_INLINE_HALF static uint16_t encode(float f) noexcept {
    auto u = std::bit_cast<uint32_t>(f);
    auto sign = static_cast<uint16_t>((u >> 16) & 0x8000u);
    uint32_t a = u & 0x7fffffffu;
    if (a > 0x7f800000u) return static_cast<uint16_t>(sign | 0x7e00u | ((a >> 13) & 0x1ffu));
    if (a >= 0x477ff000u) return static_cast<uint16_t>(sign | 0x7c00u);
    if (a < 0x38800000u) {  // subnormal: let the float unit round
      float scaled = std::bit_cast<float>(a) + std::bit_cast<float>(0x3f000000u);
      return static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(scaled) - 0x3f000000u));
    }
    a += 0xc8000fffu + ((a >> 13) & 1u);
    return static_cast<uint16_t>(sign | (a >> 13));
  }
  TN_INLINE_HALF static float decode(uint16_t h) noexcept {
    uint32_t sign = static_cast<uint32_t>(h & 0x8000u) << 16, rest = h & 0x7fffu;
    if (rest >= 0x7c00u) return std::bit_cast<float>(sign | 0x7f800000u | ((rest & 0x3ffu) << 13));
    if (rest >= 0x400u) return std::bit_cast<float>(sign | ((rest + 0x1c000u) << 13));
    float magnitude = static_cast<float>(rest) * 0x1p-24f;
    return std::bit_cast<float>(sign | std::bit_cast<uint32_t>(magnitude));
  }
};

}  // namespace tenon

#undef TN_INLINE_HALF
