#include "core/io/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/base/error.h"

namespace tenon::io {

namespace {

[[noreturn]] void fail_os(std::string_view op, std::string_view what, const std::string& path) {
  fail(ErrorKind::OS, op, ": ", what, " ", path, ": ", std::strerror(errno));
}

// Opens a regular file and tells its size.
Fd open_regular(const std::string& path, std::string_view op, size_t& size, int mode = O_RDONLY) {
  Fd fd(::open(path.c_str(), mode | O_CLOEXEC | O_NONBLOCK));  // no waiting for a pipe's writer
  if (!fd) fail_os(op, "cannot open", path);
  struct stat s;
  if (::fstat(fd.get(), &s) != 0) fail_os(op, "cannot read", path);
  if (!S_ISREG(s.st_mode)) fail(ErrorKind::OS, op, ": not a regular file: got ", path);
  size = static_cast<size_t>(s.st_size);
  return fd;
}

void write_all(int fd, std::string_view bytes, std::string_view op, const std::string& path) {
  while (!bytes.empty()) {
    ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail_os(op, "cannot write", path);
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

void sync_folder(const std::string& path) {
  size_t slash = path.rfind('/');
  std::string folder = slash == path.npos ? "." : path.substr(0, slash + 1);
  Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd) ::fsync(fd.get());
}

}  // namespace

Fd::~Fd() {
  if (fd_ >= 0) ::close(fd_);
}

RefPtr<MappedFile> MappedFile::open(const std::string& path, std::string_view op, Sharing sharing) {
  bool shared = sharing == Sharing::Shared;
  size_t size = 0;
  Fd fd = open_regular(path, op, size, shared ? O_RDWR : O_RDONLY);
  void* data = nullptr;
  if (size != 0) {
    data = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, shared ? MAP_SHARED : MAP_PRIVATE,
                  fd.get(), 0);
    if (data == MAP_FAILED) fail_os(op, "cannot map", path);
  }
  return RefPtr<MappedFile>::adopt(new MappedFile(static_cast<char*>(data), size));
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(data_, size_);
}

std::string read_file(const std::string& path, std::string_view op, size_t limit) {
  size_t size = 0;
  Fd fd = open_regular(path, op, size);
  check_value(size <= limit, op, ": ", path, " is too large: got ", size,
              " bytes, expected at most ", limit);
  std::string out(size, '\0');
  size_t done = 0;
  while (done < size) {
    ssize_t n = ::read(fd.get(), out.data() + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail_os(op, "cannot read", path);
    if (n == 0) break;
    done += static_cast<size_t>(n);
  }
  out.resize(done);
  return out;
}

void write_file(const std::string& path, std::span<const std::string_view> pieces,
                std::string_view op) {
  std::string temporary = path + ".XXXXXX";
  Fd fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!fd) fail_os(op, "cannot write beside", path);
  try {
    for (std::string_view piece : pieces) write_all(fd.get(), piece, op, path);
    mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(fd.get(), 0666 & ~mask) != 0 || ::fsync(fd.get()) != 0 ||
        ::rename(temporary.c_str(), path.c_str()) != 0) {
      fail_os(op, "cannot write", path);
    }
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(path);
}

}  // namespace tenon::io
