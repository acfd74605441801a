// The text of a plugin's manifest, in a note whose length and checksum are right.
#include "core/plugin/manifest.h"

#include <cstring>
#include <string>

#include "core/io/crc32.h"
#include "tenon/note.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return tenon::fuzz::run(data, size, [](std::string_view text) {
    std::string note(TN_MANIFEST_MAGIC, 8);
    const uint32_t fields[] = {static_cast<uint32_t>(text.size()),
                               tenon::io::crc32(text.data(), text.size())};
    note.append(reinterpret_cast<const char*>(fields), sizeof fields);
    tenon::plugin::parse_manifest(note.append(text)).short_name();
  });
}
