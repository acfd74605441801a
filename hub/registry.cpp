#include "hub/registry.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "hub/error.h"
#include "hub/name.h"

namespace tenon::hub {

namespace {

namespace fs = std::filesystem;
using io::Json;

constexpr size_t kMaxTags = 10000;
constexpr std::string_view kRefName = "org.opencontainers.image.ref.name";
constexpr std::string_view kLayout = R"({"imageLayoutVersion":"1.0.0"})";

std::vector<FolderRegistry::Tag> parse_index(const std::string& text, const std::string& where) {
  std::vector<FolderRegistry::Tag> tags;
  try {
    Json v = io::parse_json(text, where, {.bytes = kMaxManifest, .depth = 16, .values = 200'000});
    for (const Json& m : v.at("manifests", where).as_array(where)) {
      Descriptor d = parse_descriptor(m, where);
      const Json* annotations = m.find("annotations");
      const Json* tag = annotations ? annotations->find(kRefName) : nullptr;
      if (tag) tags.push_back({tag->as_string(where), d.digest, d.size});
    }
  } catch (const HubError&) {
    throw;
  } catch (const Error& e) {
    throw HubError(code::kBadManifest, e.message());
  }
  if (tags.size() > kMaxTags)
    fail_hub(code::kBadManifest, where, ": too many tags: got ", tags.size());
  return tags;
}

std::string format_index(const std::vector<FolderRegistry::Tag>& tags) {
  Json manifests = Json::array();
  for (const auto& tag : tags) {
    manifests.push(Json::object()
                       .set("mediaType", Json::string(media::kManifest))
                       .set("digest", Json::string(tag.digest.text()))
                       .set("size", Json::integer(static_cast<int64_t>(tag.size)))
                       .set("artifactType", Json::string(media::kModel))
                       .set("annotations", Json::object().set(kRefName, Json::string(tag.name))));
  }
  return Json::object()
      .set("schemaVersion", Json::integer(2))
      .set("mediaType", Json::string(media::kIndex))
      .set("manifests", std::move(manifests))
      .dump();
}

}  // namespace

std::string FolderRegistry::blob(const std::string& repository, const Digest& digest) const {
  return folder(repository) + "/blobs/sha256/" + digest.hex;
}

std::vector<std::string> FolderRegistry::models() const {
  std::vector<std::string> out;
  std::error_code ignored;
  for (const auto& space : fs::directory_iterator(root_ + "/models", ignored)) {
    for (const auto& model : fs::directory_iterator(space.path(), ignored)) {
      std::string name = space.path().filename().string() + "/" + model.path().filename().string();
      if (is_model_name(name) && fs::exists(model.path() / "index.json", ignored))
        out.push_back(name);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<FolderRegistry::Tag> FolderRegistry::tags(const std::string& repository) const {
  std::string path = folder(repository) + "/index.json";
  if (::access(path.c_str(), F_OK) != 0) return {};
  return parse_index(io::read_file(path, "hub", kMaxManifest),
                     str("the index of ", repository, " in registry ", name_));
}

io::Fd FolderRegistry::open(const std::string& repository, const Digest& digest,
                            uint64_t size) const {
  io::Fd fd(
      ::open(blob(repository, digest).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat s;
  if (!fd || ::fstat(fd.get(), &s) != 0 || !S_ISREG(s.st_mode)) {
    fail_hub(code::kNoBlob, "registry `", name_, "` lacks ", digest.brief(), " of ", repository);
  }
  if (static_cast<uint64_t>(s.st_size) != size) {
    fail_hub(code::kBadSize, digest.brief(), " of ", repository,
             " has the wrong size in registry `", name_, "`: got ",
             static_cast<uint64_t>(s.st_size), " bytes, expected ", size);
  }
  return fd;
}

std::string FolderRegistry::read(const std::string& repository, const Digest& digest,
                                 size_t limit) const {
  std::string path = blob(repository, digest);
  if (::access(path.c_str(), R_OK) != 0) {
    fail_hub(code::kNoBlob, "registry `", name_, "` lacks ", digest.brief(), " of ", repository);
  }
  std::string bytes = io::read_file(path, "hub", limit);
  Digest got = Digest::of(bytes);
  if (got != digest) {
    fail_hub(code::kBadBlob, "a file of ", repository, " in registry `", name_, "` does not match ",
             digest.brief(), " (got ", got.brief(), ")");
  }
  return bytes;
}

void FolderRegistry::put(const std::string& repository, const Digest& digest,
                         std::string_view bytes) const {
  std::string path = blob(repository, digest);
  std::error_code failed;
  fs::create_directories(fs::path(path).parent_path(), failed);
  if (failed)
    fail_hub(code::kStore, "cannot write to registry `", name_, "` at ", root_, ": ",
             failed.message());
  if (::access((folder(repository) + "/oci-layout").c_str(), F_OK) != 0) {
    io::write_file(folder(repository) + "/oci-layout", kLayout, "hub push");
  }
  struct stat s;
  if (::stat(path.c_str(), &s) == 0 && static_cast<uint64_t>(s.st_size) == bytes.size() &&
      Digest::of(io::read_file(path, "hub push", bytes.size())) == digest) {
    return;
  }
  io::write_file(path, bytes, "hub push");
}

bool FolderRegistry::put_tag(const std::string& repository, const Tag& tag) const {
  // Two pushes to one repository: the lock keeps the second from dropping the first one's tag.
  io::Fd lock(::open(folder(repository).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!lock || ::flock(lock.get(), LOCK_EX) != 0) {
    fail_hub(code::kStore, "cannot lock ", folder(repository), ": ", std::strerror(errno));
  }
  auto all = tags(repository);
  for (const Tag& other : all) {
    if (other.name != tag.name) continue;
    if (other.digest == tag.digest) return false;
    throw HubError(
        code::kExists,
        str(repository, ":", tag.name, " exists in registry `", name_, "` with another content (",
            other.digest.brief(), ", not ", tag.digest.brief(), ")"),
        "a version never changes: push under a new one");
  }
  all.push_back(tag);
  io::write_file(folder(repository) + "/index.json", format_index(all), "hub push");
  return true;
}

}  // namespace tenon::hub
