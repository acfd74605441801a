#include "core/base/companion.h"

#include <dlfcn.h>

#include <string>

#include "core/base/error.h"

namespace tenon {
namespace {

std::string path_beside_core(const Companion& c) {
  Dl_info info;
  check(dladdr(reinterpret_cast<const void*>(&open_companion), &info) != 0 &&
            info.dli_fname != nullptr,
        c.room, ": cannot tell where libtenon.so was loaded from, so ", c.file,
        " cannot be found.");
  std::string path = info.dli_fname;
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? c.file : path.substr(0, slash + 1) + c.file;
}

}  // namespace

// The handle is never closed: caches of the library's threads point into it.
void* open_companion(const Companion& c) {
  std::string path = path_beside_core(c);
  void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    fail(ErrorKind::Runtime, c.room, ": the back end for ", c.purpose, " cannot be loaded: got '",
         dlerror(), "', expected ", path, ". Hint: reinstall tenon-ml, or build the target ",
         c.target, ".");
  }
  void* found = dlsym(handle, c.symbol);
  check(found != nullptr, c.room, ": ", path, " does not export ", c.symbol,
        ". Hint: reinstall tenon-ml.");
  return found;
}

void check_companion(const Companion& c, unsigned size, unsigned expected) {
  check(size == expected, c.room, ": ", path_beside_core(c),
        " belongs to another build: its table has ", size, " bytes, expected ", expected,
        ". Hint: reinstall tenon-ml.");
}

}  // namespace tenon
