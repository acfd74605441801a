// What a C++ program includes: tensors, ops by name, instances of types, plugins. Link
// tenon::tenon.
#pragma once
#include "tenon/self.hpp"

TN_NAMESPACE_BEGIN

// Loads a plugin by id ("tenon.vision"), short name ("vision") or path.
inline void load_plugin(std::string_view name) {
  detail::check(detail::tables().plugin.load(detail::text(name)));
}

// Seeds the generator that ops use when they are given none.
inline void manual_seed(uint64_t seed) { Generator().seed(seed); }

TN_NAMESPACE_END
