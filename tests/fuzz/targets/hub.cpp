// Texts of the hub: references, manifests, cards, chunk tables and paths. The first byte says
// which.
#include "hub/chunks.h"
#include "hub/content.h"
#include "hub/manifest.h"
#include "hub/name.h"
#include "tests/fuzz/fuzz.h"

namespace {

void parse(char kind, std::string_view text) {
  using namespace tenon::hub;
  switch (kind) {
    case 'r': {
      Ref ref = parse_ref(text);
      if (parse_ref(ref.text()).name != ref.name) std::abort();
      break;
    }
    case 'm': {
      Manifest m = Manifest::parse(text, "fuzz");
      if (Manifest::parse(m.format(), "again").layers.size() != m.layers.size()) std::abort();
      break;
    }
    case 'c':
      parse_card(text, "fuzz");
      break;
    case 't':
      ChunkTable::parse(text, text.size() * 1000, "fuzz");
      break;
    case 'p':
      unsafe_path(text);
      break;
    default:
      check_content("model.json", text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return tenon::fuzz::run(data, size, [](std::string_view text) {
    if (!text.empty()) parse(text[0], text.substr(1));
  });
}
