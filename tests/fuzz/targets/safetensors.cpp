// The header of a safetensors file: every tensor that is accepted must lie inside the file.
#include "core/io/safetensors.h"

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return tenon::fuzz::run(data, size, [](std::string_view file) {
    auto header = tenon::io::parse_safetensors(file.data(), file.size(), "fuzz");
    for (const auto& e : header.entries) {
      if (e.begin > e.end || e.end > file.size() - header.data_start) std::abort();
    }
  });
}
