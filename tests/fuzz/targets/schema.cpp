// Schemas of ops and types, which plugins bring.
#include "core/registry/schema.h"

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return tenon::fuzz::run(data, size, [](std::string_view text) { tenon::parse_schema(text); });
}
