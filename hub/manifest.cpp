#include "hub/manifest.h"

#include <algorithm>
#include <set>

#include "hub/error.h"
#include "hub/name.h"

namespace tenon::hub {

namespace {

using io::Json;

constexpr size_t kMaxLayers = 2000;
constexpr uint64_t kMaxSize = uint64_t{1} << 50;
constexpr std::string_view kFilepath = "org.cncf.model.filepath";
constexpr std::string_view kChunksKey = "dev.tenon.chunks";
constexpr std::string_view kVersionKey = "org.opencontainers.image.version";
constexpr std::string_view kLicenceKey = "org.opencontainers.image.licenses";
constexpr std::string_view kKindKey = "dev.tenon.kind";
constexpr std::string_view kNameKey = "dev.tenon.name";

template <class... Parts>
void require(bool ok, const Parts&... parts) {
  if (!ok) fail_hub(code::kBadManifest, parts...);
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string text_or_empty(const Json* annotations, std::string_view key, const std::string& where) {
  const Json* v = annotations ? annotations->find(key) : nullptr;
  return v ? v->as_string(str(where, ": ", key)) : std::string();
}

// No two files may be one on a file system that folds case, and none may be the folder of another.
void check_paths(const std::vector<Descriptor>& layers, const std::string& where) {
  std::set<std::string> seen;
  for (const auto& d : layers) {
    if (d.filepath.empty()) continue;
    require(seen.insert(lower(d.filepath)).second, where, ": two files have one path: got ",
            d.filepath);
  }
  for (const auto& path : seen) {
    for (size_t at = path.find('/'); at != path.npos; at = path.find('/', at + 1)) {
      require(!seen.count(path.substr(0, at)), where, ": a file is also a folder: got ", path);
    }
  }
}

Manifest parse_checked(const Json& v, const std::string& where) {
  require(v.at("schemaVersion", where).as_int(where) == 2, where, ": schemaVersion must be 2");
  require(v.at("mediaType", where).as_string(where) == media::kManifest, where,
          ": wrong mediaType: got ", v.at("mediaType", where).as_string(where).substr(0, 100),
          ", expected ", media::kManifest);
  require(v.at("artifactType", where).as_string(where) == media::kModel, where,
          ": not a model: got artifactType ",
          v.at("artifactType", where).as_string(where).substr(0, 100), ", expected ",
          media::kModel);
  Manifest m;
  const Json* annotations = v.find("annotations");
  m.name = text_or_empty(annotations, kNameKey, where);
  m.version = text_or_empty(annotations, kVersionKey, where);
  m.licence = text_or_empty(annotations, kLicenceKey, where);
  require(is_model_name(m.name), where, ": not a model's name: got ", m.name.substr(0, 100));
  require(Version::parse(m.version).has_value(), where, ": not a version: got ",
          m.version.substr(0, 100));
  require(m.licence.size() <= 200, where, ": the licence is too long");
  m.config = parse_descriptor(v.at("config", where), where + ": config");
  const auto& layers = v.at("layers", where).as_array(where);
  require(layers.size() <= kMaxLayers, where, ": too many layers: got ", layers.size(),
          ", expected at most ", kMaxLayers);
  for (size_t i = 0; i < layers.size(); ++i) {
    m.layers.push_back(parse_descriptor(layers[i], str(where, ": layer ", i)));
  }
  for (const auto& d : m.layers) {
    require(!d.chunks || m.layer(*d.chunks), where, ": the chunk table of ", d.filepath,
            " is not among the layers");
  }
  check_paths(m.layers, where);
  return m;
}

}  // namespace

std::string unsafe_path(std::string_view path) {
  if (path.empty() || path.size() > 1024) return "it has no characters or more than 1024";
  if (path.front() == '/') return "it is absolute";
  for (char c : path) {
    bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              std::string_view("/._-+ ()").find(c) != std::string_view::npos;
    if (!ok) return "it has characters other than a-z A-Z 0-9 . _ - + ( ) and space";
  }
  constexpr std::string_view kDevices[] = {"con", "prn", "aux", "nul"};
  while (true) {
    size_t slash = path.find('/');
    std::string_view part = path.substr(0, slash);
    std::string stem = lower(part.substr(0, part.find('.')));
    if (part.empty() || part == "." || part == "..") return "a part of it is empty, . or ..";
    if (part.size() > 255 || part.back() == '.' || part.back() == ' ')
      return "a part of it is too long or ends with . or space";
    bool port = stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    if (port || std::find(std::begin(kDevices), std::end(kDevices), stem) != std::end(kDevices)) {
      return "a part of it names a device on some systems";
    }
    if (slash == path.npos) return "";
    path = path.substr(slash + 1);
  }
}

Descriptor parse_descriptor(const Json& v, const std::string& where) {
  Descriptor d;
  d.media_type = v.at("mediaType", where).as_string(where);
  auto digest = Digest::parse(v.at("digest", where).as_string(where));
  require(digest.has_value(), where,
          ": not a digest: expected sha256: and 64 lower-case hexadecimal digits");
  d.digest = *digest;
  int64_t size = v.at("size", where).as_int(where);
  require(size >= 0 && static_cast<uint64_t>(size) <= kMaxSize, where, ": wrong size: got ", size);
  d.size = static_cast<uint64_t>(size);
  const Json* annotations = v.find("annotations");
  d.filepath = text_or_empty(annotations, kFilepath, where);
  if (!d.filepath.empty()) {
    std::string why = unsafe_path(d.filepath);
    require(why.empty(), where, ": unsafe file path: ", why, ": got ", d.filepath.substr(0, 200));
  }
  if (std::string table = text_or_empty(annotations, kChunksKey, where); !table.empty()) {
    d.chunks = Digest::parse(table);
    require(d.chunks.has_value(), where, ": not a digest: got ", table.substr(0, 100));
  }
  return d;
}

Json descriptor_json(const Descriptor& d) {
  Json v = Json::object();
  v.set("mediaType", Json::string(d.media_type))
      .set("digest", Json::string(d.digest.text()))
      .set("size", Json::integer(static_cast<int64_t>(d.size)));
  Json annotations = Json::object();
  if (!d.filepath.empty()) annotations.set(kFilepath, Json::string(d.filepath));
  if (d.chunks) annotations.set(kChunksKey, Json::string(d.chunks->text()));
  if (!annotations.as_object("").empty()) v.set("annotations", std::move(annotations));
  return v;
}

Manifest Manifest::parse(std::string_view bytes, std::string_view what) {
  std::string where(what);
  try {
    Json v = io::parse_json(bytes, what, {.bytes = kMaxManifest, .depth = 16, .values = 100'000});
    return parse_checked(v, where);
  } catch (const HubError&) {
    throw;
  } catch (const Error& e) {
    throw HubError(code::kBadManifest, e.message());
  }
}

std::string Manifest::format() const {
  Json list = Json::array();
  for (const auto& d : layers) list.push(descriptor_json(d));
  return Json::object()
      .set("schemaVersion", Json::integer(2))
      .set("mediaType", Json::string(media::kManifest))
      .set("artifactType", Json::string(media::kModel))
      .set("config", descriptor_json(config))
      .set("layers", std::move(list))
      .set("annotations", Json::object()
                              .set(kVersionKey, Json::string(version))
                              .set(kLicenceKey, Json::string(licence))
                              .set(kKindKey, Json::string("model"))
                              .set(kNameKey, Json::string(name)))
      .dump();
}

std::vector<Descriptor> Manifest::files() const {
  std::vector<Descriptor> out;
  std::copy_if(layers.begin(), layers.end(), std::back_inserter(out),
               [](const Descriptor& d) { return !d.filepath.empty(); });
  return out;
}

const Descriptor* Manifest::layer(const Digest& digest) const {
  auto found = std::find_if(layers.begin(), layers.end(),
                            [&](const Descriptor& d) { return d.digest == digest; });
  return found == layers.end() ? nullptr : &*found;
}

uint64_t Manifest::total_size() const {
  uint64_t total = 0;
  for (const auto& d : layers) total += d.filepath.empty() ? 0 : d.size;
  return total;
}

}  // namespace tenon::hub
