// Names of what a registry holds: `[registry/]namespace/name[:version|:range|@sha256:...]`.
#pragma once
#include <string>
#include <string_view>

#include "core/base/semver.h"

namespace tenon::hub {

struct Ref {
  enum class Select : uint8_t { Latest, Exact, Range, Digest };

  std::string registry;  // "local" when the text names none
  std::string name;      // "vision/resnet18"
  Select select = Select::Latest;
  Version version;     // for Exact
  VersionRange range;  // for Range
  std::string wanted;  // the version, range or digest as written; empty for Latest

  std::string repository() const { return "models/" + name; }
  std::string text() const;  // the whole name, without the registry when it is the default
};

inline constexpr std::string_view kDefaultRegistry = "local";

// HubError kBadName when the text is outside the grammar (docs/hub.md).
Ref parse_ref(std::string_view text);

// Whether the text is `namespace/name` in the grammar.
bool is_model_name(std::string_view text);
// Two names with one key may not both be published: `-`, `_` and `.` are the same in it.
std::string collision_key(std::string_view name);

// A tag is the version with + spelled _ (registries allow no +), and back.
std::string tag_of(const Version& version);
std::optional<Version> version_of(std::string_view tag);

}  // namespace tenon::hub
