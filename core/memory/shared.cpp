#include "core/memory/shared.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>

#include "core/base/error.h"

namespace tenon {
namespace {

struct Mapping {
  void* data;
  size_t nbytes;
  int fd;
  Storage* storage = nullptr;
  RefPtr<Storage> before = nullptr;  // what share_storage() moved away from
};

// Files that are open here, so that what comes back from another process is recognised.
using Key = std::pair<dev_t, ino_t>;
struct Known {
  std::mutex mutex;
  std::map<Key, Storage*> storages;
};
Known& known() {
  static auto* k = new Known;  // never destroyed: storages may outlive static objects
  return *k;
}

Key key_of(int fd) {
  struct stat s;
  return fstat(fd, &s) == 0 ? Key(s.st_dev, s.st_ino) : Key();
}

void unmap(void* ctx) {
  auto* m = static_cast<Mapping*>(ctx);
  if (m->fd >= 0) {
    std::lock_guard lock(known().mutex);
    auto it = known().storages.find(key_of(m->fd));
    if (it != known().storages.end() && it->second == m->storage) known().storages.erase(it);
    close(m->fd);
  }
  if (m->data) munmap(m->data, m->nbytes);
  delete m;
}

std::string reason() { return std::strerror(errno); }

// Owns fd from here on.
RefPtr<Storage> map(int fd, size_t nbytes, bool keep_open) {
  void* data = nullptr;
  if (nbytes) {
    data = mmap(nullptr, nbytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
      const std::string why = reason();
      close(fd);
      check(false, "shared memory: cannot map ", nbytes, " bytes: ", why);
    }
  }
  if (!keep_open) {
    close(fd);
    fd = -1;
  }
  auto* m = new Mapping{.data = data, .nbytes = nbytes, .fd = fd};
  RefPtr<Storage> s = wrap_storage(data, nbytes, Device{}, unmap, m);
  m->storage = s.get();
  return s;
}

}  // namespace

RefPtr<Storage> make_shared_storage(size_t nbytes) {
  const int fd = memfd_create("tenon", MFD_CLOEXEC);
  check(fd >= 0, "shared memory: cannot make a file: ", reason(),
        ". Hint: ulimit -n says how many may be open.");
  if (ftruncate(fd, static_cast<off_t>(nbytes)) != 0) {
    const std::string why = reason();
    close(fd);
    check(false, "shared memory: cannot reserve ", nbytes, " bytes: ", why);
  }
  const Key key = key_of(fd);
  RefPtr<Storage> s = map(fd, nbytes, true);
  std::lock_guard lock(known().mutex);
  known().storages[key] = s.get();
  return s;
}

RefPtr<Storage> map_shared_storage(int fd, size_t nbytes, bool keep_open) {
  struct stat found;
  check(fstat(fd, &found) == 0, "shared memory: bad file descriptor ", fd, ": ", reason());
  check(static_cast<size_t>(found.st_size) >= nbytes, "shared memory: the file has ",
        static_cast<int64_t>(found.st_size), " bytes, expected ", nbytes);
  const int own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  check(own >= 0, "shared memory: cannot keep the file: ", reason(),
        ". Hint: ulimit -n says how many may be open.");
  if (!keep_open) return map(own, nbytes, false);
  std::lock_guard lock(known().mutex);
  Storage*& here = known().storages[{found.st_dev, found.st_ino}];
  if (here && here->try_retain()) {
    close(own);
    return RefPtr<Storage>::adopt(here);
  }
  RefPtr<Storage> s = map(own, nbytes, true);
  here = s.get();
  return s;
}

void share_storage(Storage& s) {
  if (is_shared(s)) return;
  RefPtr<Storage> made = make_shared_storage(s.nbytes);
  if (s.nbytes) std::memcpy(made->data, s.data, s.nbytes);
  auto* mapping = static_cast<Mapping*>(made->ctx);
  // The two change places; `made` now has the old memory, and lives as long as the new.
  std::swap(s.data, made->data);
  std::swap(s.deleter, made->deleter);
  std::swap(s.ctx, made->ctx);
  std::lock_guard lock(known().mutex);
  known().storages[key_of(mapping->fd)] = mapping->storage = &s;
  mapping->before = std::move(made);
}

bool is_shared(const Storage& s) noexcept { return s.deleter == unmap; }
int shared_fd(const Storage& s) noexcept {
  return is_shared(s) ? static_cast<const Mapping*>(s.ctx)->fd : -1;
}

}  // namespace tenon
