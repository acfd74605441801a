// Where the store and the registry of the package are.
#include <dlfcn.h>

#include <cstdlib>

#include "core/base/env.h"
#include "hub/error.h"
#include "hub/hub.h"

namespace tenon::hub {

std::string default_home() {
  if (auto home = env::get("TN_HOME"); !home.empty()) return std::string(home);
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && cache[0] == '/')
    return str(cache, "/tenon");
  const char* home = std::getenv("HOME");
  if (!home || home[0] != '/') {
    throw HubError(code::kStore, "there is no folder for the store: HOME is not set",
                   "TN_HOME names one");
  }
  return str(home, "/.cache/tenon");
}

std::string default_registry() {
  if (auto folder = env::get("TN_REGISTRY"); !folder.empty()) return std::string(folder);
  // tenon/lib/libtenon.so -> tenon/registry: any function of the library tells where it lies.
  Dl_info found;
  if (!::dladdr(reinterpret_cast<void*>(&kind_name), &found) || !found.dli_fname) return "";
  std::string lib(found.dli_fname);
  size_t slash = lib.rfind('/');
  return slash == lib.npos ? "../registry" : lib.substr(0, slash) + "/../registry";
}

}  // namespace tenon::hub
