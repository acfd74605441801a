#include "core/lapack/loader.h"

#include <atomic>
#include <mutex>

#include "core/base/companion.h"
#include "core/memory/allocator.h"

namespace tenon::lapack {
namespace {

constexpr Companion kLibrary = {"libtenon_lapack.so", kGetTable, "lapack", "linear algebra",
                                "tenon_lapack"};
const Host kHost = {cpu_allocate, cpu_free};

const Table* load() {
  const Table* loaded = reinterpret_cast<GetTable>(open_companion(kLibrary))(&kHost);
  check_companion(kLibrary, loaded->size, sizeof(Table));
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

}  // namespace tenon::lapack
