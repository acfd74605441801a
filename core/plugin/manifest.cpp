#include "core/plugin/manifest.h"

#include <cstring>

#include "core/base/error.h"
#include "core/io/crc32.h"
#include "core/io/json.h"
#include "core/plugin/elf.h"
#include "tenon/note.h"

namespace tenon::plugin {
namespace {

constexpr size_t kPrefix = 16;  // magic, length, checksum
constexpr std::string_view kMagic = TN_MANIFEST_MAGIC;
constexpr io::JsonLimits kLimits{.bytes = 8u << 20, .depth = 8, .values = 200'000};
constexpr std::string_view kWhat = "the manifest";

const std::string& text_of(const io::Json& n, std::string_view key) {
  return n.at(key, kWhat).as_string(str("'", key, "'"));
}

std::string text_or(const io::Json& n, std::string_view key, std::string_view otherwise) {
  return n.find(key) ? text_of(n, key) : std::string(otherwise);
}

int64_t integer_of(const io::Json& n, std::string_view key) {
  return n.at(key, kWhat).as_int(str("'", key, "'"));
}

const std::vector<io::Json>& array_of(const io::Json& n, std::string_view key) {
  return n.at(key, kWhat).as_array(str("'", key, "'"));
}

// "tenon.vision", "0.1.0": what may stand in messages, paths and namespaces.
const std::string& plain(const io::Json& n, std::string_view key) {
  const std::string& s = text_of(n, key);
  auto ok = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::strchr("._-+", c);
  };
  check_value(!s.empty() && s.size() <= 128, "'", key, "': expected 1 to 128 characters, got ",
              s.size(), ".");
  for (char c : s)
    check_value(c != 0 && ok(c), "'", key, "': expected letters, digits and ._-+ only.");
  return s;
}

std::vector<Manifest::Item> read_items(const io::Json& root, std::string_view key,
                                       std::string_view kind) {
  std::vector<Manifest::Item> out;
  for (const io::Json& n : array_of(root, key)) {
    Manifest::Item& item = out.emplace_back();
    item.name = text_of(n, "name");
    item.kind = text_or(n, "kind", kind);
    item.base = text_or(n, "base", "");
    item.version = integer_of(n, "version");
    for (const io::Json& p : array_of(n, "paths")) item.paths.push_back(p.as_string("'paths'"));
  }
  return out;
}

Manifest read_text(std::string_view text) {
  const io::Json root = io::parse_json(text, kWhat, kLimits);
  const int64_t format = integer_of(root, "format");
  check_value(format == 1, "the manifest has format ", format,
              ", this version of Tenon reads format 1. Hint: update tenon-ml.");
  Manifest m;
  m.id = plain(root, "id");
  m.version = plain(root, "version");
  m.licence = text_or(root, "licence", "");
  m.python = text_or(root, "python", "");
  const io::Json& abi = root.at("abi", kWhat);
  m.abi_major = integer_of(abi, "major");
  m.abi_built_with = integer_of(abi, "built_with");
  const io::Json& platform = root.at("platform", kWhat);
  m.os = text_of(platform, "os");
  m.arch = text_of(platform, "arch");
  m.libc = text_or(platform, "libc", "");
  for (const io::Json& n : array_of(root, "requires")) {
    const int64_t size = integer_of(n, "size");
    check_value(size >= 0 && size <= UINT32_MAX, "'size' is out of range.");
    m.needs.push_back({text_of(n, "id"), static_cast<uint32_t>(size)});
  }
  m.ops = read_items(root, "ops", "op");
  m.types = read_items(root, "types", "type");
  return m;
}

}  // namespace

std::string_view Manifest::short_name() const {
  return std::string_view(id).substr(id.rfind('.') + 1);
}

Manifest parse_manifest(std::string_view note) {
  auto bad = [](const auto&... parts) { fail(ErrorKind::Import, parts...); };
  if (note.size() < kPrefix || note.substr(0, kMagic.size()) != kMagic)
    bad("its manifest is damaged: the magic number is wrong.");
  uint32_t length, crc;
  std::memcpy(&length, note.data() + 8, 4);
  std::memcpy(&crc, note.data() + 12, 4);
  if (length == 0)
    bad("its manifest is empty. Hint: the plugin was linked but not sealed; build it with "
        "tn_add_plugin.");
  if (length > note.size() - kPrefix)
    bad("its manifest is damaged: it claims ", length, " bytes, the note has ",
        note.size() - kPrefix, ".");
  const std::string_view text = note.substr(kPrefix, length);
  if (io::crc32(text.data(), text.size()) != crc)
    bad("its manifest is damaged: the checksum does not match.");
  try {
    return read_text(text);
  } catch (const Error& e) {
    fail(ErrorKind::Import, "its manifest is not valid: ", e.message());
  }
}

Manifest read_manifest(const std::string& path) {
  FileBytes file(path);
  try {
    return parse_manifest(read_manifest_note(file));
  } catch (const Error& e) {
    fail(ErrorKind::Import, "plugin '", path, "' cannot be loaded: ", e.message());
  }
}

}  // namespace tenon::plugin
