// Every TN_* environment switch, in one table. Values are read once, at first use.
#pragma once
#include <cstdint>
#include <string_view>

namespace tenon::env {

// X(name, default, what it does); documented in docs/environment.md, generated from here.
#define TN_FOR_EACH_ENV(X)                                                             \
  X(TN_NUM_THREADS, "", "threads of the pool; empty: the number of CPUs")              \
  X(TN_TRACE, "", "1: print every op with shapes, device and time; FILE: write there") \
  X(TN_CPU, "", "v2, v3 or v4: highest instruction set that kernels may use")          \
  X(TN_HOME, "", "the hub's store; empty: XDG cache folder /tenon")                    \
  X(TN_REGISTRY, "", "folder of the registry local; empty: the one of the package")    \
  X(TN_PLUGIN_PATH, "", "colon-separated plugin files or folders, searched first")     \
  X(TN_CACHE_LIMIT_MB, "4096", "freed memory that the allocator keeps")                \
  X(TN_PLUGIN_DEBUG, "", "1: log every step of loading a plugin")

// The value of one of the names above; empty when unset. AssertionError for other names.
std::string_view get(std::string_view name);
int64_t get_int(std::string_view name, int64_t otherwise);

}  // namespace tenon::env
