// The tensors of a tree of nodes by dotted name, as PyTorch's state_dict() has them.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/nn/node.h"

namespace tenon::nn {

using StateDict = std::vector<std::pair<std::string, Tensor>>;

// Parameters and persistent buffers, detached, over the memory of the tree: a node's own before its
// children's. What is shared is there under each of its names.
StateDict state_of(Node& root);

// Copies the values into the tree's tensors. RuntimeError with all that does not fit, before
// anything is changed; names that only one side has fit unless `strict`.
void load_state(Node& root, const StateDict& state, bool strict);

}  // namespace tenon::nn
