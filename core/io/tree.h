// Models between files and core's own tree of nodes.
#pragma once
#include <string>
#include <vector>

#include "core/io/model.h"
#include "core/io/safetensors.h"
#include "core/registry/value.h"

namespace tenon::io {

// The nodes of a document. Every type must be registered: load what `requirements` names first.
struct Tree {
  Owned root;   // TN_SELF
  Owned input;  // the transform, or None
};

// ValueError naming the path of a node whose type is unknown, or whose field is unknown, missing or
// of a wrong kind, and a tensor that no node wants.
Tree build_tree(const ModelDocument& document, const TensorMap& tensors);

// The document of a tree (no requirements, no labels), its tensors added to `tensors` under their
// dotted path. TypeError naming the path of a value that has no place in a file.
ModelDocument describe_tree(const Value& root, const Value& input, TensorMap& tensors);

// Ids of the plugins whose types a tree uses ("tenon.vision"), sorted.
std::vector<std::string> plugins_of(const Value& root);

// Puts a module and all of its children into evaluation mode.
void set_eval(const Value& root);

}  // namespace tenon::io
