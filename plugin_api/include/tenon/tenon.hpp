// What a C++ program includes: tensors, ops by name, instances of types, plugins. Link
// tenon::tenon.
#pragma once
#include "tenon/self.hpp"

TN_NAMESPACE_BEGIN

// Loads a plugin by id ("tenon.vision"), short name ("vision") or path.
inline void load_plugin(std::string_view name) {
  detail::check(detail::tables().plugin.load(detail::text(name)));
}

TN_NAMESPACE_END
