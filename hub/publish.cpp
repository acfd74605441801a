// Publishing: a folder of files becomes layers, a manifest and a tag.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "hub/chunks.h"
#include "hub/error.h"
#include "hub/hub.h"

namespace tenon::hub {

namespace {

namespace fs = std::filesystem;
using io::Json;

struct Source {
  std::string path;  // inside the model
  RefPtr<io::MappedFile> file;
  std::string_view bytes() const { return {file->data(), file->size()}; }
};

std::string_view media_type(std::string_view path) {
  if (path.ends_with(".safetensors")) return media::kWeights;
  return path.ends_with(".json") ? media::kWeightConfig : media::kDoc;
}

// The files of a folder, sorted, so that equal folders give equal manifests. Hidden files are left
// out.
std::vector<Source> read_folder(const std::string& folder) {
  std::vector<Source> out;
  std::error_code failed;
  fs::recursive_directory_iterator it(folder, failed), end;
  if (failed) {
    throw HubError(code::kUsage, str("cannot read the folder ", folder, ": ", failed.message()));
  }
  for (; it != end; it.increment(failed)) {
    if (it->path().filename().string().starts_with('.')) {
      if (it->is_directory()) it.disable_recursion_pending();
      continue;
    }
    if (it->is_directory()) continue;
    std::string path = fs::relative(it->path(), folder).string();
    if (std::string why = unsafe_path(path); !why.empty()) {
      fail_hub(code::kBadContent, "the file ", path, " cannot be published: ", why);
    }
    out.push_back({path, io::MappedFile::open(it->path().string(), "hub push")});
  }
  std::sort(out.begin(), out.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  return out;
}

std::string read_licence(const std::vector<Source>& files, const std::string& folder) {
  for (const Source& f : files) {
    if (f.path == kCardFile) return parse_card(f.bytes(), kCardFile).licence;
  }
  throw HubError(code::kBadContent, str("the folder ", folder, " has no ", kCardFile),
                 R"(write at least {"schema": 1, "licence": "Apache-2.0"} into it)");
}

// The config of the model specification: what a foreign tool shows.
std::string config_of(const Ref& ref, const std::string& licence,
                      const std::vector<Descriptor>& layers) {
  Json ids = Json::array();
  for (const auto& d : layers) ids.push(Json::string(d.digest.text()));
  return Json::object()
      .set("descriptor", Json::object()
                             .set("name", Json::string(ref.name))
                             .set("version", Json::string(ref.version.text()))
                             .set("licenses", std::move(Json::array().push(Json::string(licence)))))
      .set("config", Json::object().set("format", Json::string("safetensors")))
      .set("modelfs",
           Json::object().set("type", Json::string("layers")).set("diffIds", std::move(ids)))
      .dump();
}

// Puts everything but the tag into the registry, or only computes when there is none.
class Publisher {
 public:
  Publisher(const FolderRegistry* registry, std::string repository)
      : registry_(registry), repository_(std::move(repository)) {}

  Descriptor put(std::string_view media, std::string_view bytes) {
    Descriptor d{
        .media_type = std::string(media), .digest = Digest::of(bytes), .size = bytes.size()};
    if (registry_) registry_->put(repository_, d.digest, bytes);
    return d;
  }

  Published run(const std::string& folder, const Ref& ref) {
    auto files = read_folder(folder);
    Manifest m;
    try {
      m.licence = read_licence(files, folder);
    } catch (const HubError&) {
      throw;
    } catch (const Error& e) {
      throw HubError(code::kBadContent, e.message());
    }
    m.name = ref.name;
    m.version = ref.version.text();
    for (const Source& f : files) check_content(f.path, f.bytes());
    for (const Source& f : files) {
      Descriptor d = put(media_type(f.path), f.bytes());
      d.filepath = f.path;
      std::optional<Descriptor> table;
      if (f.bytes().size() > ChunkTable::kChunk) {
        table = put(media::kChunks, ChunkTable::of(f.bytes()).format());
        d.chunks = table->digest;
      }
      m.layers.push_back(std::move(d));
      if (table) m.layers.push_back(std::move(*table));
    }
    m.config = put(media::kConfig, config_of(ref, m.licence, m.layers));
    std::string text = m.format();
    Manifest::parse(text, "the new manifest");  // never publish what a pull would refuse
    Descriptor manifest = put(media::kManifest, text);
    tag_ = {tag_of(ref.version), manifest.digest, manifest.size};
    return {
        .name = ref.name, .version = m.version, .digest = manifest.digest, .bytes = m.total_size()};
  }

  const FolderRegistry::Tag& tag() const noexcept { return tag_; }

 private:
  const FolderRegistry* registry_;
  std::string repository_;
  FolderRegistry::Tag tag_;
};

void require_exact(const Ref& ref) {
  if (ref.select == Ref::Select::Exact) return;
  throw HubError(code::kUsage, str("a version must be named to publish: got `", ref.text(), "`"),
                 str("write ", ref.name, ":1.0.0"));
}

// Names that differ in marks only would be taken for each other, and so would versions that differ
// in the build part.
void check_collisions(const FolderRegistry& registry, const Ref& ref) {
  for (const auto& other : registry.models()) {
    if (other != ref.name && collision_key(other) == collision_key(ref.name)) {
      fail_hub(code::kExists, "`", ref.name, "` is too close to `", other, "`, which registry `",
               registry.name(), "` has");
    }
  }
  for (const auto& tag : registry.tags(ref.repository())) {
    auto version = version_of(tag.name);
    if (version && *version == ref.version && version->text() != ref.version.text()) {
      fail_hub(code::kExists, ref.name, " ", ref.version.text(), " and ", version->text(),
               " may not both exist");
    }
  }
}

}  // namespace

Published Hub::push(const std::string& folder, const Ref& ref, bool dry_run) const {
  require_exact(ref);
  if (ref.registry != registry_.name()) {
    throw HubError(code::kNoRegistry, str("registry `", ref.registry, "` is not configured"),
                   str("configured: ", registry_.name()));
  }
  check_collisions(registry_, ref);
  Publisher publisher(dry_run ? nullptr : &registry_, ref.repository());
  Published out = publisher.run(folder, ref);
  out.fresh = dry_run || registry_.put_tag(ref.repository(), publisher.tag());
  return out;
}

Published pack(const std::string& folder, const Ref& ref, const std::string& layout) {
  require_exact(ref);
  // A layout is a registry of one repository that is its root.
  fs::path path = fs::absolute(layout).lexically_normal();
  FolderRegistry registry("pack", path.parent_path().string());
  Publisher publisher(&registry, path.filename().string());
  Published out = publisher.run(folder, ref);
  out.fresh = registry.put_tag(path.filename().string(), publisher.tag());
  return out;
}

}  // namespace tenon::hub
