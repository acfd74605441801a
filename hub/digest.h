// SHA-256 by libcrypto, and the digests that name everything in a registry and in the store.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace tenon::hub {

struct Digest {
  std::string hex;  // 64 lower-case hexadecimal digits

  // Nothing unless the text is "sha256:" and 64 lower-case digits.
  static std::optional<Digest> parse(std::string_view text);
  static Digest of(std::string_view bytes);
  std::string text() const { return "sha256:" + hex; }
  std::string brief() const { return "sha256:" + hex.substr(0, 12); }
  bool operator==(const Digest&) const = default;
};

// A running hash.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void update(const void* data, size_t size);
  Digest finish();  // once

 private:
  evp_md_ctx_st* ctx_;
};

std::string hex_of(std::string_view bytes);

}  // namespace tenon::hub
