#include "hub/digest.h"

#include <openssl/evp.h>

#include <algorithm>

#include "core/base/error.h"

namespace tenon::hub {

namespace {

constexpr std::string_view kPrefix = "sha256:";

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

std::optional<Digest> Digest::parse(std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  if (text.size() != 64 || !std::all_of(text.begin(), text.end(), is_hex)) return std::nullopt;
  return Digest{std::string(text)};
}

Digest Digest::of(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  return hash.finish();
}

Sha256::Sha256() : ctx_(EVP_MD_CTX_new()) {
  check(ctx_ && EVP_DigestInit_ex(ctx_, EVP_sha256(), nullptr) == 1,
        "sha256(): libcrypto has no SHA-256");
}

Sha256::~Sha256() { EVP_MD_CTX_free(ctx_); }

void Sha256::update(const void* data, size_t size) { EVP_DigestUpdate(ctx_, data, size); }

Digest Sha256::finish() {
  unsigned char bytes[32];
  EVP_DigestFinal_ex(ctx_, bytes, nullptr);
  return {hex_of({reinterpret_cast<const char*>(bytes), sizeof(bytes)})};
}

std::string hex_of(std::string_view bytes) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (unsigned char b : bytes) {
    out += kHex[b >> 4];
    out += kHex[b & 15];
  }
  return out;
}

}  // namespace tenon::hub
