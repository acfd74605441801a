#include "core/io/crc32.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tenon::io {

namespace {

constexpr uint32_t kPolynomial = 0xEDB88320;  // bits reversed: the lowest bit comes first
constexpr size_t kStep = 8;                   // bytes that the tables take at once

using Tables = std::array<std::array<uint32_t, 256>, kStep>;

// Table k maps a byte to what it adds to the checksum when k bytes follow it.
constexpr Tables make_tables() {
  Tables t{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t c = byte;
    for (int bit = 0; bit < 8; ++bit) c = (c >> 1) ^ (c & 1 ? kPolynomial : 0);
    t[0][byte] = c;
  }
  for (size_t k = 1; k < kStep; ++k) {
    for (size_t byte = 0; byte < 256; ++byte) {
      uint32_t c = t[k - 1][byte];
      t[k][byte] = (c >> 8) ^ t[0][c & 255];
    }
  }
  return t;
}
constexpr Tables kTables = make_tables();

// `state` is the complement of the checksum.
uint32_t by_tables(const unsigned char* p, size_t n, uint32_t state) noexcept {
  for (; n >= kStep; p += kStep, n -= kStep) {
    uint32_t next = 0;
    for (size_t i = 0; i < kStep; ++i) {
      uint32_t byte = p[i] ^ (i < 4 ? (state >> (8 * i)) & 255 : 0);
      next ^= kTables[kStep - 1 - i][byte];
    }
    state = next;
  }
  for (; n; ++p, --n) state = (state >> 8) ^ kTables[0][(state ^ *p) & 255];
  return state;
}

#if defined(__x86_64__)

constexpr size_t kLine = 64;

// Pairs of powers of x modulo the polynomial, by which a register is moved past the bytes that
// follow it (Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ").
struct alignas(16) Pair {
  uint64_t low, high;
};
constexpr Pair kPast64{0x0154442bd4, 0x01c6e41596}, kPast16{0x01751997d0, 0x00ccaa009e},
    kTo64{0x0163cd6124, 0}, kBarrett{0x01db710641, 0x01f7011641};

#define TN_CLMUL __attribute__((target("pclmul,sse4.1")))

TN_CLMUL __m128i load(const void* p) { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }

TN_CLMUL __m128i fold(__m128i x, __m128i by, __m128i next) {
  __m128i low = _mm_clmulepi64_si128(x, by, 0x00), high = _mm_clmulepi64_si128(x, by, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

// 128 bits of remainder to 32.
TN_CLMUL uint32_t reduce(__m128i x) {
  const __m128i even = _mm_setr_epi32(-1, 0, -1, 0);
  __m128i y = _mm_clmulepi64_si128(x, load(&kPast16), 0x10);
  x = _mm_xor_si128(_mm_srli_si128(x, 8), y);
  y = _mm_srli_si128(x, 4);
  x = _mm_xor_si128(_mm_clmulepi64_si128(_mm_and_si128(x, even), load(&kTo64), 0x00), y);
  y = _mm_clmulepi64_si128(_mm_and_si128(x, even), load(&kBarrett), 0x10);
  y = _mm_clmulepi64_si128(_mm_and_si128(y, even), load(&kBarrett), 0x00);
  return static_cast<uint32_t>(_mm_extract_epi32(_mm_xor_si128(x, y), 1));
}

// n is a multiple of 16, and at least kLine.
TN_CLMUL uint32_t by_products(const unsigned char* p, size_t n, uint32_t state) noexcept {
  __m128i x[4];
  for (size_t i = 0; i < 4; ++i) x[i] = load(p + 16 * i);
  x[0] = _mm_xor_si128(x[0], _mm_cvtsi32_si128(static_cast<int>(state)));
  const __m128i past64 = load(&kPast64), past16 = load(&kPast16);
  for (p += kLine, n -= kLine; n >= kLine; p += kLine, n -= kLine) {
    for (size_t i = 0; i < 4; ++i) x[i] = fold(x[i], past64, load(p + 16 * i));
  }
  for (size_t i = 1; i < 4; ++i) x[0] = fold(x[0], past16, x[i]);
  for (; n; p += 16, n -= 16) x[0] = fold(x[0], past16, load(p));
  return reduce(x[0]);
}

#endif

}  // namespace

uint32_t crc32_tables(const void* data, size_t size, uint32_t before) noexcept {
  return ~by_tables(static_cast<const unsigned char*>(data), size, ~before);
}

uint32_t crc32(const void* data, size_t size, uint32_t before) noexcept {
  const auto* p = static_cast<const unsigned char*>(data);
  uint32_t state = ~before;
#if defined(__x86_64__)
  static const bool products = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
  if (products && size >= kLine) {
    size_t whole = size / 16 * 16;
    state = by_products(p, whole, state);
    p += whole;
    size -= whole;
  }
#endif
  return ~by_tables(p, size, state);
}

}  // namespace tenon::io
