#include "hub/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
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

constexpr std::string_view kVersion = "1\n";
constexpr std::string_view kCacheTag =
    "Signature: 8a477f597d28d172789f06886806bc55\n# A cache folder of Tenon's hub: backups may "
    "leave it out.\n";
constexpr uint64_t kReserve = uint64_t{16} << 20;  // bytes that stay free on the disk

void write_once(const std::string& path, std::string_view text) {
  if (::access(path.c_str(), F_OK) != 0) io::write_file(path, text, "hub");
}

StoredRef parse_ref_file(const std::string& path, const std::string& root) {
  std::string text = io::read_file(path, "hub", size_t{64} << 10);
  std::string what = "the store's file " + path;
  Json v = io::parse_json(text, what, {.bytes = size_t{64} << 10, .depth = 4, .values = 100});
  StoredRef ref;
  std::string rest = path.substr(root.size() + 1);
  ref.registry = rest.substr(0, rest.find('/'));
  rest = rest.substr(ref.registry.size() + 1);
  ref.repository = rest.substr(0, rest.rfind('/'));
  ref.tag = rest.substr(rest.rfind('/') + 1);
  ref.tag.resize(ref.tag.size() - std::string_view(".json").size());
  auto digest = Digest::parse(v.at("digest", what).as_string(what));
  if (!digest) fail(ErrorKind::Value, what, ": not a digest");
  ref.digest = *digest;
  ref.size = static_cast<uint64_t>(std::max<int64_t>(0, v.at("size", what).as_int(what)));
  ref.fetched_at = v.at("fetched_at", what).as_int(what);
  return ref;
}

}  // namespace

void make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0755) == 0) {
    ::chmod(path.c_str(), 0755);
    return;
  }
  struct stat s;
  if (errno == EEXIST && ::stat(path.c_str(), &s) == 0 && S_ISDIR(s.st_mode)) return;
  fail_hub(code::kStore, "cannot create the folder ", path, ": ", std::strerror(errno));
}

Digest digest_of_file(int fd) {
  Sha256 hash;
  std::string buffer(size_t{1} << 20, '\0');
  for (off_t at = 0;;) {
    ssize_t n = ::pread(fd, buffer.data(), buffer.size(), at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n < 0 ? Digest() : hash.finish();  // unreadable: no digest matches
    hash.update(buffer.data(), static_cast<size_t>(n));
    at += n;
  }
}

Store::Store(std::string home) : home_(std::move(home)) {
  std::error_code failed;
  fs::create_directories(home_, failed);
  if (failed) {
    throw HubError(code::kStore, str("cannot create the store ", home_, ": ", failed.message()),
                   "TN_HOME names another folder");
  }
  for (const char* part : {"/blobs", "/blobs/sha256", "/partial", "/refs", "/locks"})
    make_folder(home_ + part);
  write_once(home_ + "/CACHEDIR.TAG", kCacheTag);
  write_once(home_ + "/VERSION", kVersion);
  std::string version = io::read_file(home_ + "/VERSION", "hub", 100);
  if (version != kVersion) {
    throw HubError(
        code::kStore,
        str("the store ", home_, " has another format: got ", version, ", expected ", kVersion),
        "TN_HOME names another folder");
  }
}

bool Store::has(const Digest& digest, uint64_t size) const {
  struct stat s;
  return ::lstat(blob_path(digest).c_str(), &s) == 0 && S_ISREG(s.st_mode) &&
         static_cast<uint64_t>(s.st_size) == size;
}

bool Store::verify(const Digest& digest, uint64_t size) const {
  if (!has(digest, size)) return false;
  io::Fd fd(::open(blob_path(digest).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  return fd && digest_of_file(fd.get()) == digest;
}

std::string Store::read(const Digest& digest, size_t limit) const {
  if (::access(blob_path(digest).c_str(), R_OK) != 0) {
    throw HubError(code::kNoBlob, str("the store lacks ", digest.brief()),
                   "hub pull fetches it again");
  }
  std::string bytes = io::read_file(blob_path(digest), "hub", limit);
  if (Digest::of(bytes) != digest) {
    throw HubError(code::kBadBlob, str("a file of the store is damaged: ", blob_path(digest)),
                   "hub pull fetches it again");
  }
  return bytes;
}

void Store::put(const Digest& digest, std::string_view bytes) const {
  io::write_file(blob_path(digest), bytes, "hub");
  ::chmod(blob_path(digest).c_str(), 0444);
}

void Store::drop(const Digest& digest) const noexcept { ::unlink(blob_path(digest).c_str()); }

std::string Store::ref_path(const StoredRef& ref) const {
  return str(home_, "/refs/", ref.registry, "/", ref.repository, "/", ref.tag, ".json");
}

std::vector<StoredRef> Store::refs() const {
  std::vector<StoredRef> out;
  std::string root = home_ + "/refs";
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(root, ignored)) {
    if (!entry.is_regular_file(ignored) || entry.path().extension() != ".json") continue;
    try {
      out.push_back(parse_ref_file(entry.path().string(), root));
    } catch (const Error& e) {
      throw HubError(code::kStore, e.message(),
                     str("remove the file ", entry.path().string(), " and pull again"));
    }
  }
  std::sort(out.begin(), out.end(), [](const StoredRef& a, const StoredRef& b) {
    return std::tie(a.registry, a.repository, a.tag) < std::tie(b.registry, b.repository, b.tag);
  });
  return out;
}

void Store::put_ref(const StoredRef& ref) const {
  std::string path = ref_path(ref);
  for (size_t at = path.find('/', home_.size() + 6); at != path.npos; at = path.find('/', at + 1)) {
    make_folder(path.substr(0, at));
  }
  io::write_file(path,
                 Json::object()
                     .set("digest", Json::string(ref.digest.text()))
                     .set("size", Json::integer(static_cast<int64_t>(ref.size)))
                     .set("fetched_at", Json::integer(ref.fetched_at))
                     .dump(true),
                 "hub");
}

void Store::drop_ref(const StoredRef& ref) const {
  std::string path = ref_path(ref);
  if (::unlink(path.c_str()) != 0)
    fail_hub(code::kStore, "cannot remove ", path, ": ", std::strerror(errno));
  // Folders that became empty go with it.
  while ((path = path.substr(0, path.rfind('/'))) != home_ + "/refs" &&
         ::rmdir(path.c_str()) == 0) {
  }
}

io::Fd Store::lock(bool exclusive) const {
  std::string path = home_ + "/locks/refs";
  io::Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!fd) fail_hub(code::kStore, "cannot open ", path, ": ", std::strerror(errno));
  ::flock(fd.get(), exclusive
                        ? LOCK_EX
                        : LOCK_SH);  // where it does not work, a lost race costs a second pull
  return fd;
}

void Store::require_space(uint64_t bytes) const {
  struct statvfs s;
  if (::statvfs(home_.c_str(), &s) != 0) return;
  uint64_t room = static_cast<uint64_t>(s.f_bavail) * s.f_frsize;
  if (room < bytes + kReserve) {
    throw HubError(code::kDiskFull,
                   str("the disk of the store ", home_, " has too little room: got ", room,
                       " bytes, expected ", bytes + kReserve),
                   "hub rm frees space, TN_HOME names another folder");
  }
}

}  // namespace tenon::hub
