// Note [Tiles]
// A kernel is written once, as a loop over contiguous operands of its compute type (an Inner).
// Everything else goes through tiles of kTile elements on the stack: strided and broadcast inputs
// are gathered into one, f16 and bf16 are widened into one, and outputs are scattered or narrowed
// out of one. So a kernel costs two instantiations (float and double) instead of dozens, and the
// tile stays in the L1 cache.
#pragma once
#include "core/kernels/cpu/convert.h"
#include "core/kernels/cpu/vec.h"

namespace tenon::kernels::TN_ISA {
namespace {

using Inner = void (*)(char* const* data, int64_t n, const void* params);

enum class Via : uint8_t { None, Half, BFloat };

struct Operand {
  uint8_t bytes;  // of an element in memory
  Via via;
  constexpr int work_bytes() const { return via == Via::None ? bytes : 4; }
};

constexpr int kMaxOperands = 5;
constexpr int64_t kTile = 512;
constexpr int64_t kTileBytes = kTile * 16;  // complex double is the widest

struct Spec {
  Operand op[kMaxOperands];
  int outputs, operands;
};

TN_INLINE bool is_direct(const Spec& s, const int64_t* strides) {
  bool direct = true;
  for (int k = 0; k < s.operands; ++k)
    direct &= s.op[k].via == Via::None && strides[k] == s.op[k].bytes;
  return direct;
}

template <class T>
static inline void gather_as(char* out, const char* in, int64_t stride, int64_t n) {
  T* o = reinterpret_cast<T*>(out);
  if (stride == 0) {
    T v = *reinterpret_cast<const T*>(in);
    for (int64_t i = 0; i < n; ++i) o[i] = v;
    return;
  }
  for (int64_t i = 0; i < n; ++i) o[i] = *reinterpret_cast<const T*>(in + i * stride);
}
template <class T>
static inline void scatter_as(char* out, int64_t stride, const char* in, int64_t n) {
  const T* v = reinterpret_cast<const T*>(in);
  for (int64_t i = 0; i < n; ++i) *reinterpret_cast<T*>(out + i * stride) = v[i];
}

struct Wide {
  uint64_t low, high;
};

[[gnu::noinline]] static void gather(char* out, const char* in, int64_t stride, int64_t n,
                                     int bytes) {
  switch (bytes) {
    case 1:
      return gather_as<uint8_t>(out, in, stride, n);
    case 2:
      return gather_as<uint16_t>(out, in, stride, n);
    case 4:
      return gather_as<uint32_t>(out, in, stride, n);
    case 8:
      return gather_as<uint64_t>(out, in, stride, n);
    default:
      return gather_as<Wide>(out, in, stride, n);
  }
}
[[gnu::noinline]] static void scatter(char* out, int64_t stride, const char* in, int64_t n,
                                      int bytes) {
  switch (bytes) {
    case 1:
      return scatter_as<uint8_t>(out, stride, in, n);
    case 2:
      return scatter_as<uint16_t>(out, stride, in, n);
    case 4:
      return scatter_as<uint32_t>(out, stride, in, n);
    case 8:
      return scatter_as<uint64_t>(out, stride, in, n);
    default:
      return scatter_as<Wide>(out, stride, in, n);
  }
}

[[gnu::noinline]] static void load_tile(char* tile, const char* in, int64_t stride, int64_t n,
                                        Operand o) {
  if (o.via == Via::None) return gather(tile, in, stride, n, o.bytes);
  uint16_t narrow[kTile];
  auto* from = reinterpret_cast<const uint16_t*>(in);
  if (stride != 2) {
    gather(reinterpret_cast<char*>(narrow), in, stride, n, 2);
    from = narrow;
  }
  auto* to = reinterpret_cast<float*>(tile);
  o.via == Via::Half ? half_to_float(to, from, n) : bf16_to_float(to, from, n);
}

[[gnu::noinline]] static void store_tile(char* out, int64_t stride, const char* tile, int64_t n,
                                         Operand o) {
  if (o.via == Via::None) return scatter(out, stride, tile, n, o.bytes);
  uint16_t narrow[kTile];
  auto* to = stride == 2 ? reinterpret_cast<uint16_t*>(out) : narrow;
  auto* from = reinterpret_cast<const float*>(tile);
  o.via == Via::Half ? float_to_half(to, from, n) : float_to_bf16(to, from, n);
  if (stride != 2) scatter(out, stride, reinterpret_cast<char*>(narrow), n, 2);
}

[[gnu::noinline]] static void run_tiled(const Spec& s, Inner inner, char* const* data,
                                        const int64_t* strides, int64_t n, const void* params) {
  alignas(64) char tiles[kMaxOperands][kTileBytes];
  char* p[kMaxOperands];
  for (int64_t at = 0; at < n; at += kTile) {
    int64_t m = n - at < kTile ? n - at : kTile;
    for (int k = 0; k < s.operands; ++k) {
      p[k] = data[k] + at * strides[k];
      if (s.op[k].via == Via::None && strides[k] == s.op[k].bytes) continue;
      if (k >= s.outputs && (strides[k] != 0 || at == 0))
        load_tile(tiles[k], p[k], strides[k], m, s.op[k]);
      p[k] = tiles[k];
    }
    inner(p, m, params);
    for (int k = 0; k < s.outputs; ++k) {
      if (p[k] == tiles[k]) store_tile(data[k] + at * strides[k], strides[k], tiles[k], m, s.op[k]);
    }
  }
}

}  // namespace
}  // namespace tenon::kernels::TN_ISA
