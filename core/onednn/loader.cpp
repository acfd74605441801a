#include "core/onednn/loader.h"

#include <dlfcn.h>

#include <atomic>
#include <mutex>

#include "core/base/error.h"
#include "core/memory/allocator.h"

namespace tenon::onednn {
namespace {

constexpr const char* kFile = "libtenon_onednn.so";

const Host kHost = {cpu_allocate, cpu_free};

std::string path_beside_core() {
  Dl_info info;
  check(dladdr(reinterpret_cast<const void*>(&table), &info) != 0 && info.dli_fname != nullptr,
        "onednn: cannot tell where libtenon.so was loaded from, so ", kFile, " cannot be found.");
  std::string path = info.dli_fname;
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? kFile : path.substr(0, slash + 1) + kFile;
}

// The handle is never closed: caches of the library's threads point into it.
const Table* load() {
  std::string path = path_beside_core();
  void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    fail(ErrorKind::Runtime,
         "onednn: the back end for matrix products and convolutions cannot be loaded: got '",
         dlerror(), "', expected ", path,
         ". Hint: reinstall tenon-ml, or build the target tenon_onednn.");
  }
  auto get = reinterpret_cast<GetTable>(dlsym(handle, kGetTable));
  check(get != nullptr, "onednn: ", path, " does not export ", kGetTable,
        ". Hint: reinstall tenon-ml.");
  const Table* loaded = get(&kHost);
  check(loaded->size == sizeof(Table), "onednn: ", path,
        " belongs to another build: its table has ", loaded->size, " bytes, expected ",
        sizeof(Table), ". Hint: reinstall tenon-ml.");
  return loaded;
}

std::atomic<const Table*> g_table{nullptr};
std::mutex g_loading;

}  // namespace

const Table& table() {
  if (const Table* known = g_table.load(std::memory_order_acquire)) return *known;
  std::lock_guard lock(g_loading);
  if (!g_table.load(std::memory_order_relaxed)) g_table.store(load(), std::memory_order_release);
  return *g_table.load(std::memory_order_relaxed);
}

void check_call(const char* op, const char* message) {
  if (message) [[unlikely]]
    fail(ErrorKind::Runtime, op, "(): oneDNN failed: ", message);
}

}  // namespace tenon::onednn
