// A plugin file before anything of it is loaded: the ELF frame, the manifest in it, the symbols it
// shows.
#include "core/plugin/elf.h"

#include "core/plugin/inspect.h"
#include "core/plugin/manifest.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenon::plugin;
  tenon::fuzz::run(data, size, [](std::string_view file) {
    parse_manifest(read_manifest_note(MemoryBytes(file)));
  });
  return tenon::fuzz::run(data, size, [](std::string_view file) {
    Dynamic d = read_dynamic(MemoryBytes(file));
    check_exports(d);
    check_libraries(d);
  });
}
