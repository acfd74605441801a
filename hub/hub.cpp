#include "hub/hub.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <set>
#include <tuple>

#include "hub/error.h"
#include "hub/fetch.h"

namespace tenon::hub {

namespace {

constexpr size_t kMaxTable = size_t{64} << 20;

// A manifest belongs to the name and version under which the registry lists it, or it is an
// impostor.
void check_identity(const Manifest& m, const std::string& name, const std::string& version) {
  if (m.name == name && m.version == version) return;
  fail_hub(code::kBadManifest, "the manifest of ", name, " ", version,
           " is that of another model: got ", m.name, " ", m.version);
}

// Small blobs that are part of the format and no files of the model.
std::string fetch_small(const Store& store, const FolderRegistry& registry,
                        const std::string& repository, const Digest& digest, size_t limit) {
  if (std::string path = store.blob_path(digest); ::access(path.c_str(), R_OK) == 0) {
    std::string bytes = io::read_file(path, "hub", limit);
    if (Digest::of(bytes) == digest) return bytes;
  }
  std::string bytes = registry.read(repository, digest, limit);
  store.put(digest, bytes);
  return bytes;
}

void check_stored(const Store& store, const Descriptor& d) {
  auto file = io::MappedFile::open(store.blob_path(d.digest), "hub");
  check_content(d.filepath, {file->data(), file->size()});
}

PulledFile pulled_file(const Store& store, const Descriptor& d) {
  return {
      .path = d.filepath, .stored = store.blob_path(d.digest), .digest = d.digest, .size = d.size};
}

}  // namespace

Hub::Hub(const Options& options)
    : store_(options.home.empty() ? default_home() : options.home),
      registry_(std::string(kDefaultRegistry),
                options.registry.empty() ? default_registry() : options.registry) {}

const std::string& Pulled::file(std::string_view path) const {
  for (const auto& f : files) {
    if (f.path == path) return f.stored;
  }
  fail_hub(code::kBadContent, "model `", name, "` ", version, " has no file ", path);
}

Pulled Hub::pull(const Ref& ref, Progress& progress) const {
  Resolved r = resolve(ref);
  std::string repository = ref.repository();
  Manifest m = Manifest::parse(fetch_small(store_, registry_, repository, r.digest, kMaxManifest),
                               str("the manifest of ", ref.name, " ", r.version));
  check_identity(m, ref.name, r.version);
  progress.resolved({registry_.name(), ref.name, r.version, m.licence, r.digest});
  fetch_small(store_, registry_, repository, m.config.digest, kMaxManifest);

  Pulled out{.registry = registry_.name(),
             .name = ref.name,
             .version = r.version,
             .licence = m.licence,
             .digest = r.digest};
  for (const Descriptor& d : m.files()) {
    std::optional<ChunkTable> table;
    if (d.chunks) {
      table = ChunkTable::parse(fetch_small(store_, registry_, repository, *d.chunks, kMaxTable),
                                d.size, d.filepath);
    }
    Fetched fetched =
        fetch_blob(store_, registry_, repository, d, table ? &*table : nullptr, progress);
    try {
      check_stored(store_, d);
    } catch (const Error&) {
      store_.drop(d.digest);  // right bytes of a wrong kind: not to be kept
      throw;
    }
    PulledFile file = pulled_file(store_, d);
    file.resumed = fetched.resumed;
    file.cached = fetched.cached;
    out.files.push_back(std::move(file));
  }
  io::Fd lock = store_.lock(false);
  store_.put_ref({.registry = registry_.name(),
                  .repository = repository,
                  .tag = tag_of(*Version::parse(r.version)),
                  .digest = r.digest,
                  .size = r.size,
                  .fetched_at = static_cast<int64_t>(std::time(nullptr))});
  // A removal that ran meanwhile may have taken a blob that no name had claimed yet.
  for (const auto& f : out.files) {
    if (!store_.has(f.digest, f.size)) {
      throw HubError(code::kStore, str(f.path, " was removed from the store by another process"),
                     "pull again");
    }
  }
  return out;
}

Manifest Hub::stored_manifest(const StoredRef& ref) const {
  return Manifest::parse(store_.read(ref.digest, kMaxManifest),
                         str("the manifest of ", ref.name(), " ", ref.tag));
}

Pulled Hub::open(const Ref& ref) const {
  StoredRef r = pulled(ref).front();
  Manifest m = stored_manifest(r);
  Pulled out{.registry = r.registry,
             .name = r.name(),
             .version = m.version,
             .licence = m.licence,
             .digest = r.digest};
  for (const Descriptor& d : m.files()) {
    if (!store_.verify(d.digest, d.size)) {
      throw HubError(code::kBadBlob,
                     str(d.filepath, " of ", out.name, " ", out.version,
                         " is missing from the store or damaged"),
                     str("hub pull ", ref.text(), " fetches it again"));
    }
    out.files.push_back(pulled_file(store_, d));
  }
  return out;
}

std::vector<Listed> Hub::list() const {
  std::vector<Listed> out;
  for (auto& r : store_.refs()) {
    Manifest m = stored_manifest(r);
    out.push_back({std::move(r), std::move(m)});
  }
  return out;
}

std::vector<Verdict> Hub::verify(const std::vector<Ref>& refs) const {
  std::vector<StoredRef> chosen = refs.empty() ? store_.refs() : std::vector<StoredRef>();
  for (const Ref& ref : refs) {
    for (auto& r : pulled(ref)) chosen.push_back(std::move(r));
  }
  std::vector<Verdict> out;
  for (const StoredRef& r : chosen) {
    std::string version = version_of(r.tag).value_or(Version()).text();
    bool good = store_.verify(r.digest, r.size);
    out.push_back({r.name(), version, "manifest", r.digest, good});
    if (!good) continue;
    for (const Descriptor& d : stored_manifest(r).files()) {
      out.push_back({r.name(), version, d.filepath, d.digest, store_.verify(d.digest, d.size)});
    }
  }
  return out;
}

Removed Hub::remove(const std::vector<Ref>& refs, bool dry_run) const {
  io::Fd lock = store_.lock(true);
  std::vector<StoredRef> gone;
  for (const Ref& ref : refs) {
    for (auto& r : pulled(ref)) gone.push_back(std::move(r));
  }
  auto goes = [&](const StoredRef& r) {
    return std::any_of(gone.begin(), gone.end(), [&](const StoredRef& g) {
      return std::tie(g.registry, g.repository, g.tag) == std::tie(r.registry, r.repository, r.tag);
    });
  };
  std::set<std::string> kept;
  for (const StoredRef& r : store_.refs()) {
    if (goes(r)) continue;
    for (const auto& b : blobs_of(r)) kept.insert(b.digest.hex);
  }
  Removed out;
  for (const StoredRef& r : gone) {
    out.names.push_back(str(r.name(), " ", version_of(r.tag).value_or(Version()).text()));
    std::vector<Descriptor> blobs{{.media_type = "", .digest = r.digest, .size = r.size}};
    try {
      blobs = blobs_of(r);
    } catch (const HubError&) {  // a damaged manifest names no blobs; its own goes all the same
    }
    if (!dry_run) store_.drop_ref(r);
    for (const auto& b : blobs) {
      if (!kept.insert(b.digest.hex).second) continue;
      if (store_.has(b.digest, b.size)) out.bytes += b.size;
      if (!dry_run) store_.drop(b.digest);
    }
  }
  return out;
}

// Everything that a pulled model keeps in the store, its manifest included.
std::vector<Descriptor> Hub::blobs_of(const StoredRef& ref) const {
  Manifest m = stored_manifest(ref);
  std::vector<Descriptor> out = std::move(m.layers);
  out.push_back(std::move(m.config));
  out.push_back(
      {.media_type = std::string(media::kManifest), .digest = ref.digest, .size = ref.size});
  return out;
}

void export_files(const Pulled& pulled, const std::string& folder) {
  namespace fs = std::filesystem;
  for (const auto& f : pulled.files) {
    fs::path target = fs::path(folder) / f.path;
    std::error_code failed;
    fs::create_directories(target.parent_path(), failed);
    fs::remove(target, failed);
    fs::create_hard_link(f.stored, target, failed);
    if (failed) fs::copy_file(f.stored, target, failed);
    if (failed) fail_hub(code::kStore, "cannot write ", target.string(), ": ", failed.message());
  }
}

}  // namespace tenon::hub
