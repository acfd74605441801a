// ModelPack manifests: what a model consists of. Parsed as the work of a stranger.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/json.h"
#include "hub/digest.h"

namespace tenon::hub {

inline constexpr size_t kMaxManifest = size_t{4} << 20;

namespace media {
inline constexpr std::string_view kManifest = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view kIndex = "application/vnd.oci.image.index.v1+json";
inline constexpr std::string_view kModel = "application/vnd.cncf.model.manifest.v1+json";
inline constexpr std::string_view kConfig = "application/vnd.cncf.model.config.v1+json";
inline constexpr std::string_view kWeights = "application/vnd.cncf.model.weight.v1.raw";
inline constexpr std::string_view kWeightConfig = "application/vnd.cncf.model.weight.config.v1.raw";
inline constexpr std::string_view kDoc = "application/vnd.cncf.model.doc.v1.raw";
inline constexpr std::string_view kChunks = "application/vnd.tenon.chunks.v1";
}  // namespace media

struct Descriptor {
  std::string media_type;
  Digest digest;
  uint64_t size = 0;
  std::string filepath;          // empty for what is no file of the model
  std::optional<Digest> chunks;  // of the blob's chunk table, another layer
};

struct Manifest {
  std::string name, version, licence;
  Descriptor config;
  std::vector<Descriptor> layers;

  std::vector<Descriptor> files() const;         // layers with a path
  const Descriptor* layer(const Digest&) const;  // null when there is none
  uint64_t total_size() const;                   // of the files

  // HubError kBadManifest for anything but a sound manifest of a model: limits, distinct safe
  // paths, known digests.
  static Manifest parse(std::string_view bytes, std::string_view what);
  std::string format() const;
};

// Digest and size of a JSON descriptor; HubError kBadManifest.
Descriptor parse_descriptor(const io::Json& v, const std::string& where);
io::Json descriptor_json(const Descriptor& d);

// Why a path may not be created inside a folder of ours; empty when it may.
std::string unsafe_path(std::string_view path);

}  // namespace tenon::hub
