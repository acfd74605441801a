// The chunk table of a large blob: the digest of every piece, so that what arrived is kept whatever
// happens next.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hub/digest.h"

namespace tenon::hub {

// "TNC1", the chunk size as 32 bits little-endian, then 32 bytes of SHA-256 per chunk.
struct ChunkTable {
  static constexpr uint32_t kChunk = 4u << 20;  // the size that we write

  uint64_t size = 0;  // of the whole blob
  uint32_t chunk = kChunk;
  std::vector<Digest> digests;

  size_t count() const noexcept { return digests.size(); }
  uint64_t begin(size_t i) const noexcept { return uint64_t{chunk} * i; }
  size_t length(size_t i) const noexcept {
    return static_cast<size_t>(i + 1 == count() ? size - begin(i) : chunk);
  }

  std::string format() const;
  // HubError kBadManifest when the bytes are no table of a blob of `size` bytes.
  static ChunkTable parse(std::string_view bytes, uint64_t size, std::string_view what);
  static ChunkTable of(std::string_view blob);
};

}  // namespace tenon::hub
