// What a C++ program includes: tensors, ops by name, instances of types, plugins. Link
// tenon::tenon.
#pragma once
#include "tenon/print.hpp"
#include "tenon/self.hpp"

TN_NAMESPACE_BEGIN

// Loads a plugin by id ("tenon.vision"), short name ("vision") or path.
inline void load_plugin(std::string_view name) {
  detail::check(detail::tables().plugin.load(detail::text(name)));
}

// The module in a folder that Module.save() wrote, here or in Python, in evaluation mode. Plugins
// that it needs are loaded, never installed; no code of the folder's runs.
inline Self load_model(std::string_view folder) {
  return make("nn.Identity").method<Self>("load", folder);
}

// Seeds the generator that ops use when they are given none.
inline void manual_seed(uint64_t seed) { Generator().seed(seed); }

TN_NAMESPACE_END
