// The hub: finds models in a registry by name and version, verifies them and keeps them in the
// store.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/content.h"
#include "hub/name.h"
#include "hub/progress.h"
#include "hub/registry.h"
#include "hub/store.h"

namespace tenon::hub {

struct Options {
  std::string home;      // the store; empty: TN_HOME, else the XDG cache folder /tenon
  std::string registry;  // the folder of registry `local`; empty: TN_REGISTRY, else the one that
                         // ships with the package
};

// A name made definite: one version, one manifest.
struct Resolved {
  Ref ref;
  std::string version;
  Digest digest;  // of the manifest
  uint64_t size = 0;
};

struct PulledFile {
  std::string path;    // as the model names it
  std::string stored;  // the verified blob in the store
  Digest digest;
  uint64_t size = 0, resumed = 0;
  bool cached = false;
};

struct Pulled {
  std::string registry, name, version, licence;
  Digest digest;
  std::vector<PulledFile> files;

  // The stored path of one of the files; HubError kBadContent when the model has none of that name.
  const std::string& file(std::string_view path) const;
};

struct Listed {
  StoredRef ref;
  Manifest manifest;
};

struct Info {
  Resolved resolved;
  Manifest manifest;
  std::optional<Card> card;           // hub.json, when the model has one
  std::vector<std::string> versions;  // all of the registry, newest first
  bool stored = false;                // whether every file is in the store
};

struct Verdict {
  std::string name, version, path;  // of a file of a pulled model
  Digest digest;
  bool good = false;
};

struct Removed {
  std::vector<std::string> names;  // with versions
  uint64_t bytes = 0;              // that the disk got back
};

struct Published {
  std::string name, version;
  Digest digest;
  uint64_t bytes = 0;
  bool fresh = false;  // false when the registry had this very version already
};

class Hub {
 public:
  explicit Hub(const Options& options = {});
  const Store& store() const noexcept { return store_; }
  const FolderRegistry& registry() const noexcept { return registry_; }

  // All throw HubError with a code of error.h.
  Resolved resolve(const Ref& ref) const;
  Pulled pull(const Ref& ref, Progress& progress) const;
  // What an earlier pull brought, verified again and without asking a registry; kNotPulled when
  // there is none.
  Pulled open(const Ref& ref) const;
  Info info(const Ref& ref) const;
  std::vector<Listed> list() const;
  // Hashes every file of the named pulled models, or of all when there are no names.
  std::vector<Verdict> verify(const std::vector<Ref>& refs) const;
  Removed remove(const std::vector<Ref>& refs, bool dry_run = false) const;
  // Publishes the files of a folder under an exact version. A version never changes.
  Published push(const std::string& folder, const Ref& ref, bool dry_run = false) const;

 private:
  std::vector<StoredRef> pulled(const Ref& ref) const;
  Manifest stored_manifest(const StoredRef& ref) const;
  std::vector<Descriptor> blobs_of(const StoredRef& ref) const;

  Store store_;
  FolderRegistry registry_;
};

// Writes the files of a folder as an OCI image layout of one repository, as push puts it into a
// registry.
Published pack(const std::string& folder, const Ref& ref, const std::string& layout);

// Hard links, or copies where links cannot be, to the files of a model in `folder`, which is
// created.
void export_files(const Pulled& pulled, const std::string& folder);

std::string default_home();
std::string default_registry();

}  // namespace tenon::hub
