// The store: verified blobs by digest, what is on its way, and which names point where.
//
//   VERSION CACHEDIR.TAG blobs/sha256/<hex> partial/<hex>.<nonce>/
//   refs/<registry>/<repository>/<tag>.json locks/
#pragma once
#include <string>
#include <vector>

#include "core/io/file.h"
#include "hub/manifest.h"

namespace tenon::hub {

// A name that was pulled: which manifest it meant, and when.
struct StoredRef {
  std::string registry, repository, tag;
  Digest digest;
  uint64_t size = 0;       // of the manifest
  int64_t fetched_at = 0;  // seconds since 1970

  std::string name() const { return repository.substr(repository.find('/') + 1); }
};

class Store {
 public:
  // Creates the folder and its parts when they are missing; HubError kStore when that fails.
  explicit Store(std::string home);
  const std::string& home() const noexcept { return home_; }
  std::string blob_path(const Digest& digest) const {
    return home_ + "/blobs/sha256/" + digest.hex;
  }

  // Whether the blob is there with that size; its content was verified when it came in.
  bool has(const Digest& digest, uint64_t size) const;
  // Hashes the blob; false when it is missing, of another size or damaged.
  bool verify(const Digest& digest, uint64_t size) const;
  // The bytes of a small blob, verified; HubError kNoBlob or kBadBlob.
  std::string read(const Digest& digest, size_t limit) const;
  void put(const Digest& digest,
           std::string_view bytes) const;  // a small blob whose digest this is
  void drop(const Digest& digest) const noexcept;

  std::vector<StoredRef> refs() const;  // sorted by name, then tag
  void put_ref(const StoredRef& ref) const;
  void drop_ref(const StoredRef& ref) const;

  // Held while names and blobs are added (shared) or removed (exclusive); released with the Fd.
  io::Fd lock(bool exclusive) const;
  // HubError kDiskFull when the disk has less than this free.
  void require_space(uint64_t bytes) const;

 private:
  std::string ref_path(const StoredRef& ref) const;
  std::string home_;
};

// Creates one folder, mode 0755 whatever the umask; an existing one is fine. HubError kStore.
void make_folder(const std::string& path);

// Whole content of an open file as a digest.
Digest digest_of_file(int fd);

}  // namespace tenon::hub
