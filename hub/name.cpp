#include "hub/name.h"

#include <algorithm>

#include "hub/digest.h"
#include "hub/error.h"

namespace tenon::hub {

namespace {

constexpr std::string_view kReserved[] = {"con",   "prn",      "aux",    "nul",
                                          "blobs", "latest",   "models", "plugins",
                                          "local", "hub-meta", "refs",   "tags"};

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_mark(char c) { return c == '-' || c == '_' || c == '.'; }

// Lower-case words joined by single marks, 2 to 64 characters, no device of another system.
bool is_segment(std::string_view s) {
  if (s.size() < 2 || s.size() > 64 || !is_plain(s.front()) || !is_plain(s.back())) return false;
  for (size_t i = 0; i < s.size(); ++i) {
    if (!is_plain(s[i]) && !(is_mark(s[i]) && is_plain(s[i - 1]))) return false;
  }
  std::string_view stem = s.substr(0, s.find('.'));
  bool port = stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) &&
              stem[3] >= '0' && stem[3] <= '9';
  return !port &&
         std::find(std::begin(kReserved), std::end(kReserved), stem) == std::end(kReserved);
}

[[noreturn]] void bad(std::string_view text, std::string_view why) {
  throw HubError(code::kBadName,
                 str("not a model's name: ", why, ": got `", text.substr(0, 200), "`"),
                 "write [registry/]namespace/name, and :1.2.0, :^1.2 or @sha256:... after it");
}

void parse_version(Ref& ref, std::string_view wanted, std::string_view text) {
  ref.wanted = wanted;
  if (wanted == "latest") {
    ref.wanted.clear();
  } else if (auto version = Version::parse(wanted)) {
    ref.select = Ref::Select::Exact;
    ref.version = *version;
  } else if (auto range = VersionRange::parse(wanted)) {
    ref.select = Ref::Select::Range;
    ref.range = *range;
  } else {
    bad(text, "the part after `:` is neither a version nor a range");
  }
}

}  // namespace

Ref parse_ref(std::string_view text) {
  Ref ref;
  std::string_view name = text;
  if (size_t at = name.find('@'); at != name.npos) {
    auto digest = Digest::parse(name.substr(at + 1));
    if (!digest)
      bad(text, "the part after `@` is not sha256: and 64 lower-case hexadecimal digits");
    ref.select = Ref::Select::Digest;
    ref.wanted = digest->text();
    name = name.substr(0, at);
  }
  // A colon before the last slash belongs to a registry's port.
  size_t slash = name.rfind('/');
  if (size_t colon = name.find(':', slash == name.npos ? 0 : slash); colon != name.npos) {
    if (ref.select == Ref::Select::Digest) bad(text, "a version and a digest exclude each other");
    parse_version(ref, name.substr(colon + 1), text);
    name = name.substr(0, colon);
  }
  ref.registry = kDefaultRegistry;
  if (std::count(name.begin(), name.end(), '/') == 2) {
    ref.registry = name.substr(0, name.find('/'));
    name = name.substr(name.find('/') + 1);
    if (ref.registry.empty() || ref.registry.size() > 255)
      bad(text, "the registry is empty or too long");
  }
  if (!is_model_name(name))
    bad(text, "expected namespace/name in lower case, of a-z 0-9 and single . _ -");
  ref.name = name;
  return ref;
}

std::string Ref::text() const {
  std::string out = registry == kDefaultRegistry ? name : str(registry, "/", name);
  if (!wanted.empty()) append(out, select == Select::Digest ? "@" : ":"), append(out, wanted);
  return out;
}

bool is_model_name(std::string_view text) {
  size_t slash = text.find('/');
  return slash != text.npos && is_segment(text.substr(0, slash)) &&
         is_segment(text.substr(slash + 1));
}

std::string collision_key(std::string_view name) {
  std::string out(name);
  std::replace_if(out.begin(), out.end(), is_mark, '-');
  return out;
}

std::string tag_of(const Version& version) {
  std::string tag = version.text();
  std::replace(tag.begin(), tag.end(), '+', '_');
  return tag;
}

std::optional<Version> version_of(std::string_view tag) {
  std::string text(tag);
  std::replace(text.begin(), text.end(), '_', '+');
  return Version::parse(text);
}

}  // namespace tenon::hub
