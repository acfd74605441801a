// From a model's name or folder to its files, and to a tree that runs.
#pragma once
#include "core/io/tree.h"
#include "hub/hub.h"

namespace tenon::hub {

struct ModelFiles {
  std::string structure, weights;  // paths of model.json and model.safetensors
  std::optional<Pulled> pulled;    // when it came from a registry
};

// A folder that exists, else a name, which is pulled unless `offline`; then what was pulled before
// is taken, verified.
ModelFiles find_model(const Hub& hub, const std::string& name_or_folder, bool offline,
                      Progress& progress);

// Validated; HubError kBadContent.
io::ModelDocument read_structure(const ModelFiles& files);

// Loads the plugins a model asks for. HubError kNoFit naming plugin, need, have and fix. Nothing is
// installed.
void load_plugins(const std::vector<io::Requirement>& requirements);

struct LoadedModel {
  io::ModelDocument document;
  io::Tree tree;  // in evaluation mode
};
LoadedModel load_model(const ModelFiles& files);

}  // namespace tenon::hub
