#include "core/base/env.h"

#include <charconv>
#include <cstdlib>

#include "core/base/error.h"

namespace tenon::env {

std::string_view get(std::string_view name) {
#define TN_X(id, otherwise, doc)          \
  if (name == #id) {                      \
    const char* value = std::getenv(#id); \
    return value ? value : otherwise;     \
  }
  TN_FOR_EACH_ENV(TN_X)
#undef TN_X
  fail(ErrorKind::Assertion, "env::get(): unknown switch: got ", name);
}

int64_t get_int(std::string_view name, int64_t otherwise) {
  std::string_view text = get(name);
  int64_t value = otherwise;
  auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  return status == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

}  // namespace tenon::env
