// What every node can do, beside the methods of its type: train(mode=True), eval(), parameters().
#pragma once
#include "core/nn/node.h"

namespace tenon::nn {

// The method of that name that all nodes have; null when there is none.
const TypeMethod* common_method(std::string_view name);

}  // namespace tenon::nn
