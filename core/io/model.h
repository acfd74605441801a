// model.json: the structure of a saved model, as a plain tree. docs/model_format.md describes the
// format.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/io/json.h"

namespace tenon::io {

inline constexpr int64_t kModelFormat = 1;
inline constexpr std::string_view kModelFile = "model.json";
inline constexpr std::string_view kWeightsFile = "model.safetensors";

struct ModelChild;

// An object: the registry type that made it, the values of its fields (not constructor arguments),
// its children. Parameters and buffers are in the weights, under their dotted path.
struct ModelNode {
  std::string type;
  std::string shared;  // when set, the dotted path of an earlier node that this one is; nothing
                       // else is set then
  std::vector<std::pair<std::string, Json>> fields;
  std::vector<ModelChild> children;
};
struct ModelChild {
  std::string name;
  ModelNode node;
};

struct Requirement {
  std::string plugin, range;
};

struct ModelDocument {
  std::vector<Requirement> requirements;
  ModelNode root;
  bool has_input = false;
  ModelNode input;  // the transform of an input, when has_input
  std::vector<std::string> labels;
};

// Validates text of unknown origin. ValueError `<what>: ...` naming the path of the node that is
// wrong.
ModelDocument parse_model(std::string_view text, std::string_view what);
std::string format_model(const ModelDocument& model);

// One node alone, as it stands inside a document. `where` begins the error.
ModelNode parse_node(const Json& v, const std::string& where);
Json node_json(const ModelNode& node);

}  // namespace tenon::io
