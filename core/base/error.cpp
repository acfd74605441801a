#include "core/base/error.h"

namespace tenon {

static constexpr std::string_view kNames[] = {
    "RuntimeError",   "ValueError",          "TypeError",     "IndexError",    "KeyError",
    "AttributeError", "NotImplementedError", "MemoryError",   "ImportError",   "OSError",
    "AssertionError", "ZeroDivisionError",   "OverflowError", "StopIteration", "RecursionError",
    "LinAlgError",    "KeyboardInterrupt"};

std::string_view kind_name(ErrorKind kind) noexcept { return kNames[static_cast<int>(kind)]; }

ErrorKind kind_from_name(std::string_view name) noexcept {
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<ErrorKind>(i);
  }
  return ErrorKind::Runtime;
}

}  // namespace tenon
