// What every node can do, beside the methods of its type: train(mode=True), eval(), parameters(),
// state_dict(), load_state_dict(state_dict, strict=True), and what is added.
#pragma once
#include "core/nn/node.h"

namespace tenon::nn {

// The method of that name that all nodes have; null when there is none.
const TypeMethod* common_method(std::string_view name);

// Adds one, named by its signature. From any thread.
void add_common_method(const char* signature, MethodFn fn);

}  // namespace tenon::nn
