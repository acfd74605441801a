// Files: mapped into memory, read whole with a bound, and written so that readers see the old or
// the new one.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/refptr.h"

namespace tenon::io {

// Whether writing to the memory of a mapped file changes the file.
enum class Sharing : uint8_t { Private, Shared };

// A file in memory.
class MappedFile : public RefCounted {
 public:
  // OSError `<op>: ...` when the file cannot be opened or is no regular file. `op` names the
  // caller.
  static RefPtr<MappedFile> open(const std::string& path, std::string_view op,
                                 Sharing sharing = Sharing::Private);
  ~MappedFile();

  char* data() const noexcept { return data_; }
  size_t size() const noexcept { return size_; }

 private:
  MappedFile(char* data, size_t size) noexcept : data_(data), size_(size) {}
  char* data_;
  size_t size_;
};
inline void intrusive_release(MappedFile* p) noexcept {
  if (p->release_ref()) delete p;
}

// A file descriptor that closes itself.
class Fd {
 public:
  explicit Fd(int fd = -1) noexcept : fd_(fd) {}
  Fd(Fd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
  Fd& operator=(Fd&& o) noexcept {
    std::swap(fd_, o.fd_);
    return *this;
  }
  ~Fd();
  int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ >= 0; }

 private:
  int fd_;
};

// The whole file as bytes; OSError when it cannot be read, ValueError when it is larger than
// `limit`.
std::string read_file(const std::string& path, std::string_view op, size_t limit);

// Replaces the file at `path` by these pieces, one after the other: written beside it, flushed to
// the disk and renamed, so a failure (OSError) leaves the old file and nothing else.
void write_file(const std::string& path, std::span<const std::string_view> pieces,
                std::string_view op);
inline void write_file(const std::string& path, std::string_view text, std::string_view op) {
  write_file(path, std::span(&text, 1), op);
}

}  // namespace tenon::io
