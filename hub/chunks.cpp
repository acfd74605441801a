#include "hub/chunks.h"

#include "hub/error.h"

namespace tenon::hub {

namespace {

constexpr std::string_view kMagic = "TNC1";
constexpr size_t kHeader = 8, kDigest = 32;
constexpr uint32_t kLeast = 1u << 16, kMost = 1u << 26;

char nibble(char c) { return static_cast<char>(c <= '9' ? c - '0' : c - 'a' + 10); }

}  // namespace

std::string ChunkTable::format() const {
  std::string out(kMagic);
  for (int i = 0; i < 4; ++i) out += static_cast<char>(chunk >> (8 * i) & 255);
  for (const Digest& d : digests) {
    for (size_t i = 0; i < d.hex.size(); i += 2) {
      out += static_cast<char>(nibble(d.hex[i]) << 4 | nibble(d.hex[i + 1]));
    }
  }
  return out;
}

ChunkTable ChunkTable::parse(std::string_view bytes, uint64_t size, std::string_view what) {
  ChunkTable t;
  t.size = size;
  if (bytes.size() < kHeader || !bytes.starts_with(kMagic)) {
    fail_hub(code::kBadManifest, "the chunk table of ", what,
             " is damaged: it does not start with ", kMagic);
  }
  t.chunk = 0;
  for (int i = 3; i >= 0; --i) t.chunk = t.chunk << 8 | static_cast<unsigned char>(bytes[4 + i]);
  if (t.chunk < kLeast || t.chunk > kMost || (t.chunk & (t.chunk - 1)) != 0) {
    fail_hub(code::kBadManifest, "the chunk table of ", what, " is damaged: got chunks of ",
             t.chunk, " bytes, expected a power of two from ", kLeast, " to ", kMost);
  }
  uint64_t count = (size + t.chunk - 1) / t.chunk;
  if (bytes.size() - kHeader != count * kDigest) {
    fail_hub(code::kBadManifest, "the chunk table of ", what, " is damaged: got ", bytes.size(),
             " bytes, expected ", kHeader + count * kDigest);
  }
  for (uint64_t i = 0; i < count; ++i) {
    t.digests.push_back({hex_of(bytes.substr(kHeader + i * kDigest, kDigest))});
  }
  return t;
}

ChunkTable ChunkTable::of(std::string_view blob) {
  ChunkTable t;
  t.size = blob.size();
  for (size_t at = 0; at < blob.size(); at += kChunk)
    t.digests.push_back(Digest::of(blob.substr(at, kChunk)));
  return t;
}

}  // namespace tenon::hub
