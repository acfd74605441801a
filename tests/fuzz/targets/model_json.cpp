// model.json: what is accepted is written again and must be accepted once more.
#include "core/io/model.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return tenon::fuzz::run(data, size, [](std::string_view text) {
    auto model = tenon::io::parse_model(text, "fuzz");
    try {
      tenon::io::parse_model(tenon::io::format_model(model), "again");
    } catch (const tenon::Error&) {
      std::abort();
    }
  });
}
