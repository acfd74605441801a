#include "core/base/warn.h"

#include <atomic>
#include <cstdio>

namespace tenon {
namespace {

void to_stderr(const std::string& message) {
  std::fprintf(stderr, "tenon: warning: %s\n", message.c_str());
}
std::atomic<WarningHandler> handler{to_stderr};

}  // namespace

void warn(const std::string& message) { handler.load()(message); }
void set_warning_handler(WarningHandler h) noexcept { handler = h; }

}  // namespace tenon
