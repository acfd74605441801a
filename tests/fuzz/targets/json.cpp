// JSON: what is accepted is written again and must give the same text.
#include "core/io/json.h"

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return tenon::fuzz::run(data, size, [](std::string_view text) {
    std::string once = tenon::io::parse_json(text, "fuzz").dump();
    if (tenon::io::parse_json(once, "again").dump() != once) std::abort();
  });
}
