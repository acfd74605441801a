// Elements as unsigned keys in the order of sorting, together with their positions.
#pragma once
#include <algorithm>
#include <cstring>
#include <vector>

#include "core/kernels/visit.h"

namespace tenon::kernels {

// A key and a position; equal keys keep the order of positions. Keys of up to 32 bits share one
// word with the position.
struct Packed32 {
  using Key = uint32_t;
  uint64_t word;
  Packed32() = default;
  Packed32(Key key, int64_t at)
      : word(static_cast<uint64_t>(key) << 32 | static_cast<uint32_t>(at)) {}
  Key key() const { return static_cast<Key>(word >> 32); }
  int64_t at() const { return static_cast<uint32_t>(word); }
  bool operator<(const Packed32& o) const { return word < o.word; }
};
struct Packed64 {
  using Key = uint64_t;
  Key bits;
  int64_t position;
  Packed64() = default;
  Packed64(Key key, int64_t at) : bits(key), position(at) {}
  Key key() const { return bits; }
  int64_t at() const { return position; }
  bool operator<(const Packed64& o) const {
    return bits != o.bits ? bits < o.bits : position < o.position;
  }
};

template <class T>
using PackedOf = std::conditional_t<sizeof(T) == 8, Packed64, Packed32>;

// Order of numbers as order of unsigned integers: -0 equals 0, NaN is above infinity.
template <class T>
typename PackedOf<T>::Key sort_key(T x) {
  using Key = typename PackedOf<T>::Key;
  if constexpr (std::is_integral_v<T>) {
    if constexpr (std::is_signed_v<T>)
      return static_cast<Key>(x) ^ Key { 1 } << (8 * sizeof(Key) - 1);
    return static_cast<Key>(x);
  } else {
    Compute<T> f = static_cast<Compute<T>>(x);
    if (f != f) return ~Key{0};
    if (f == 0) f = 0;
    Key u;
    std::memcpy(&u, &f, sizeof(u));
    constexpr Key kSign = Key{1} << (8 * sizeof(Key) - 1);
    return u & kSign ? ~u : u | kSign;
  }
}

template <class T>
void load_keys(const T* line, int64_t n, int64_t step, bool descending,
               std::vector<PackedOf<T>>& out) {
  out.resize(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i) {
    auto key = sort_key(line[i * step]);
    out[static_cast<size_t>(i)] = {descending ? static_cast<decltype(key)>(~key) : key, i};
  }
}

// The shortest run that sort_packed() sorts by digits.
template <class T>
constexpr int64_t fewest_by_digits() {
  return sizeof(typename PackedOf<T>::Key) == 4 ? 256 : 1024;
}

// Sorts keys that stand in the order of their positions. Long runs: by digits of 8 bits, skipping
// those that are all equal.
template <class P>
void sort_packed(std::vector<P>& keys, std::vector<P>& scratch) {
  using Key = typename P::Key;
  constexpr size_t kDigits = sizeof(Key);
  size_t n = keys.size();
  if (std::ssize(keys) < fewest_by_digits<Key>()) return std::sort(keys.begin(), keys.end());
  std::vector<size_t> counts(kDigits * 256, 0);
  for (const P& p : keys) {
    Key k = p.key();
    for (size_t d = 0; d < kDigits; ++d) ++counts[d * 256 + (k >> (8 * d) & 255)];
  }
  scratch.resize(n);
  for (size_t d = 0; d < kDigits; ++d) {
    size_t* count = &counts[d * 256];
    if (count[keys[0].key() >> (8 * d) & 255] == n) continue;
    size_t total = 0;
    for (size_t b = 0; b < 256; ++b) {
      size_t c = count[b];
      count[b] = total;
      total += c;
    }
    for (const P& p : keys) scratch[count[p.key() >> (8 * d) & 255]++] = p;
    keys.swap(scratch);
  }
}

}  // namespace tenon::kernels
