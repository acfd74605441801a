#include "core/onednn/loader.h"

#include <atomic>
#include <mutex>

#include "core/base/companion.h"
#include "core/base/error.h"
#include "core/memory/allocator.h"

namespace tenon::onednn {
namespace {

constexpr Companion kLibrary = {"libtenon_onednn.so", kGetTable, "onednn",
                                "matrix products and convolutions", "tenon_onednn"};
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

void check_call(const char* op, const char* message) {
  if (message) [[unlikely]]
    fail(ErrorKind::Runtime, op, "(): oneDNN failed: ", message);
}

}  // namespace tenon::onednn
