#include "hub/content.h"

#include <algorithm>

#include "core/io/model.h"
#include "core/io/safetensors.h"
#include "hub/error.h"

namespace tenon::hub {

namespace {

constexpr int64_t kCardSchema = 1;

struct Magic {
  std::string_view bytes, what;
};
constexpr Magic kRefused[] = {{"PK\x03\x04", "a zip archive, as PyTorch's pickles are"},
                              {"GGUF", "a GGUF file"},
                              {"\x7f"
                               "ELF",
                               "a program"},
                              {"\x89HDF", "an HDF5 file"},
                              {"\x1f\x8b", "a gzip archive"},
                              {"#!", "a script"},
                              {"MZ", "a program"}};

// Protocols 2 to 5 of Python's pickle start with this byte and their number.
bool is_pickle(std::string_view bytes) {
  return bytes.size() > 1 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5;
}

bool ends_with_file(std::string_view path, std::string_view name) {
  return path == name || (path.ends_with(name) && path[path.size() - name.size() - 1] == '/');
}

}  // namespace

Card parse_card(std::string_view bytes, std::string_view what) {
  std::string where(what);
  Card card;
  card.all = io::parse_json(bytes, what, {.bytes = size_t{1} << 20, .depth = 16, .values = 20'000});
  int64_t schema = card.all.at("schema", where).as_int(where + ": schema");
  check_value(schema == kCardSchema, where, ": unknown schema: got ", schema, ", expected ",
              kCardSchema);
  card.licence = card.all.at("licence", where).as_string(where + ": licence");
  check_value(!card.licence.empty() && card.licence.size() <= 200, where,
              ": the licence is empty or too long");
  return card;
}

void check_content(std::string_view path, std::string_view bytes) {
  // The length of a safetensors header may look like another format's magic, so those are parsed,
  // not guessed at.
  bool tensors = path.ends_with(".safetensors");
  try {
    if (tensors) {
      io::parse_safetensors(bytes.data(), bytes.size(), path);
    } else if (ends_with_file(path, io::kModelFile)) {
      io::parse_model(bytes, path);
    } else if (ends_with_file(path, kCardFile)) {
      parse_card(bytes, path);
    }
  } catch (const Error& e) {
    throw HubError(code::kBadContent, e.message(),
                   is_pickle(bytes) ? "the file is a pickle, whose loading runs code" : "");
  }
  if (tensors) return;
  for (const auto& [magic, what] : kRefused) {
    if (bytes.starts_with(magic))
      fail_hub(code::kBadContent, path, " is refused: it is ", what, ", and models are data");
  }
  if (is_pickle(bytes))
    fail_hub(code::kBadContent, path, " is refused: it is a pickle, whose loading runs code");
}

}  // namespace tenon::hub
