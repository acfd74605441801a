#include "hub/partial.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "hub/error.h"
#include "hub/owner.h"

namespace tenon::hub {

namespace {

namespace fs = std::filesystem;

constexpr size_t kBuffer = size_t{1} << 20;

[[noreturn]] void fail_write(const std::string& path) {
  bool full = errno == ENOSPC || errno == EDQUOT;
  throw HubError(full ? code::kDiskFull : code::kStore,
                 str("cannot write ", path, ": ", std::strerror(errno)),
                 full ? "what arrived is kept: free some space and pull again" : "");
}

io::Fd open_at(int folder, const char* name, int flags) {
  return io::Fd(::openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, 0644));
}

std::string read_at(int fd, size_t limit, off_t at = 0) {
  std::string out(limit, '\0');
  ssize_t n = ::pread(fd, out.data(), out.size(), at);
  out.resize(n > 0 ? static_cast<size_t>(n) : 0);
  return out;
}

// The first line of a map ties it to its blob; one character per chunk follows, '1' when it is
// there.
std::string map_header(const Digest& digest, uint64_t size, uint32_t chunk) {
  return str("tenon map 1 ", digest.hex, " ", size, " ", chunk, "\n");
}

}  // namespace

Partial Partial::open(const Store& store, const Digest& digest, uint64_t size,
                      const ChunkTable* table) {
  Partial p(store, digest, size, table);
  if (!p.claim()) p.start();
  store.require_space(size - p.resumed_);
  return p;
}

Partial::~Partial() {
  if (!folder_) return;
  try {
    write_owner(kNobody);
  } catch (const Error&) {  // the folder is gone or the disk is full; the end of the process gives
                            // it up as well
  }
}

bool Partial::claim() {
  std::string prefix = digest_.hex + ".";
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(store_->home() + "/partial", ignored)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    std::string old = entry.path().string();
    io::Fd folder(::open(old.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    io::Fd owner = open_at(folder.get(), "owner", O_RDONLY);
    if (!owner || may_be_alive(read_at(owner.get(), 1024))) continue;
    std::string mine = store_->home() + "/partial/" + prefix + random_hex(8);
    if (::rename(old.c_str(), mine.c_str()) != 0) continue;  // another process was faster
    if (table_) {
      path_ = mine;
      folder_ = std::move(folder);
      write_owner(this_process());
      open_data();
      adopt_chunks();
    } else {
      start();
      adopt_prefix(folder.get());
      fs::remove_all(mine, ignored);
    }
    return true;
  }
  return false;
}

void Partial::start() {
  path_ = store_->home() + "/partial/" + digest_.hex + "." + random_hex(8);
  make_folder(path_);
  folder_ = io::Fd(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder_) fail_write(path_);
  write_owner(this_process());
  open_data();
  if (!table_) return;
  done_.assign(table_->count(), false);
  std::string map = map_header(digest_, size_, table_->chunk) + std::string(table_->count(), '0');
  if (::pwrite(map_.get(), map.data(), map.size(), 0) != static_cast<ssize_t>(map.size()))
    fail_write(path_ + "/map");
}

void Partial::write_owner(std::string_view text) {
  io::Fd fd = open_at(folder_.get(), "owner.new", O_WRONLY | O_CREAT | O_TRUNC);
  if (!fd || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
      ::renameat(folder_.get(), "owner.new", folder_.get(), "owner") != 0) {
    fail_write(path_ + "/owner");
  }
}

void Partial::open_data() {
  data_ = open_at(folder_.get(), "data", O_RDWR | O_CREAT);
  if (!data_) fail_write(path_ + "/data");
  if (!table_) return;
  map_ = open_at(folder_.get(), "map", O_RDWR | O_CREAT);
  if (!map_) fail_write(path_ + "/map");
}

// Keeps the chunks that the map calls done and that still hash right: after a crash of the machine
// the map may know more than the disk.
void Partial::adopt_chunks() {
  std::string header = map_header(digest_, size_, table_->chunk);
  std::string map = read_at(map_.get(), header.size() + table_->count());
  bool sound = map.size() == header.size() + table_->count() && map.starts_with(header);
  done_.assign(table_->count(), false);
  for (size_t i = 0; sound && i < table_->count(); ++i) {
    if (map[header.size() + i] != '1') continue;
    std::string bytes =
        read_at(data_.get(), table_->length(i), static_cast<off_t>(table_->begin(i)));
    done_[i] = Digest::of(bytes) == table_->digests[i];
    if (done_[i]) resumed_ += bytes.size();
  }
  std::string fresh = header;
  for (bool d : done_) fresh += d ? '1' : '0';
  if (::pwrite(map_.get(), fresh.data(), fresh.size(), 0) != static_cast<ssize_t>(fresh.size())) {
    fail_write(path_ + "/map");
  }
}

// Copies into a file of our own: without a chunk table the old owner, if it lives after all, writes
// unchecked bytes.
void Partial::adopt_prefix(int old_folder) {
  io::Fd old = open_at(old_folder, "data", O_RDONLY);
  while (old && end_ < size_) {
    std::string bytes =
        read_at(old.get(), static_cast<size_t>(std::min<uint64_t>(kBuffer, size_ - end_)),
                static_cast<off_t>(end_));
    if (bytes.empty()) break;
    append(bytes);
  }
  resumed_ = end_;
}

void Partial::write_at(std::string_view bytes, uint64_t at) {
  while (!bytes.empty()) {
    ssize_t n = ::pwrite(data_.get(), bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail_write(path_ + "/data");
    bytes.remove_prefix(static_cast<size_t>(n));
    at += static_cast<uint64_t>(n);
  }
}

void Partial::write(size_t chunk, std::string_view bytes) {
  write_at(bytes, table_->begin(chunk));
  done_[chunk] = true;
  std::string header = map_header(digest_, size_, table_->chunk);
  if (::pwrite(map_.get(), "1", 1, static_cast<off_t>(header.size() + chunk)) != 1)
    fail_write(path_ + "/map");
}

void Partial::append(std::string_view bytes) {
  write_at(bytes, end_);
  end_ += bytes.size();
}

bool Partial::finish() {
  if (::ftruncate(data_.get(), static_cast<off_t>(size_)) != 0) fail_write(path_ + "/data");
  if (digest_of_file(data_.get()) != digest_) {
    discard();
    return false;
  }
  ::fchmod(data_.get(), 0444);
  if (::fsync(data_.get()) != 0) fail_write(path_ + "/data");
  std::string blob = store_->blob_path(digest_);
  // The file may be gone: another process took this folder for an orphan's and finished it.
  bool lost = ::renameat(folder_.get(), "data", AT_FDCWD, blob.c_str()) != 0;
  if (lost && (errno != ENOENT || !store_->has(digest_, size_))) fail_write(blob);
  io::Fd blobs(
      ::open((store_->home() + "/blobs/sha256").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (blobs) ::fsync(blobs.get());
  discard();
  return true;
}

void Partial::discard() {
  for (const char* name : {"data", "map", "owner"}) ::unlinkat(folder_.get(), name, 0);
  ::rmdir(path_.c_str());
  folder_ = io::Fd();
}

}  // namespace tenon::hub
