// A folder registry: one OCI image layout per repository, `<root>/models/<namespace>/<name>/`.
#pragma once
#include <string>
#include <vector>

#include "core/io/file.h"
#include "hub/manifest.h"

namespace tenon::hub {

class FolderRegistry {
 public:
  struct Tag {
    std::string name;  // "1.2.0"
    Digest digest;     // of the manifest
    uint64_t size = 0;
  };

  FolderRegistry(std::string name, std::string root)
      : name_(std::move(name)), root_(std::move(root)) {}
  const std::string& name() const noexcept { return name_; }
  const std::string& root() const noexcept { return root_; }

  std::vector<std::string> models() const;  // "vision/resnet18", sorted
  // The tags of a repository in the order of its index; empty when the registry lacks the
  // repository.
  std::vector<Tag> tags(const std::string& repository) const;
  // A small blob, verified against its digest. HubError kNoBlob, kBadSize or kBadBlob.
  std::string read(const std::string& repository, const Digest& digest, size_t limit) const;
  // The open blob, of exactly that size but unverified. HubError kNoBlob or kBadSize.
  io::Fd open(const std::string& repository, const Digest& digest, uint64_t size) const;

  // Publishing. Blobs go first, the tag last; OSError when the folder cannot be written.
  void put(const std::string& repository, const Digest& digest, std::string_view bytes) const;
  // HubError kExists when the tag names another manifest. True when it is new.
  bool put_tag(const std::string& repository, const Tag& tag) const;

 private:
  std::string folder(const std::string& repository) const { return root_ + "/" + repository; }
  std::string blob(const std::string& repository, const Digest& digest) const;

  std::string name_, root_;
};

}  // namespace tenon::hub
