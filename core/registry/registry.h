// The one registry of ops (types: type.h). Everything else - Python, stubs, docs, C++ headers,
// tracing - reads it.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "core/registry/op.h"

namespace tenon {

class Registry {
 public:
  static Registry& get();

  // Registers a table, and the derived NAME_ of ops with trait InPlace. AssertionError naming op,
  // parameter and file:line when a kernel does not fit its schema or a name is taken.
  void define_all(std::span<const OpDef> table);
  // Takes over a finished op (plugins); all of them or none. ValueError naming both owners when a
  // name is taken.
  void add(std::vector<Op*> ops);

  const Op* find(std::string_view qualified_name) const noexcept;  // null when there is none
  const Op& at(std::string_view qualified_name) const;             // KeyError naming similar ops
  std::vector<const Op*> list() const;                             // in order of registration

 private:
  Registry() = default;
};

// NAME_ from a finished NAME, owned by the caller.
Op* derive_inplace(Op& op);

// Fills what can be derived from schema, traits and `saves` (names of parameters, `out`, or names
// of results).
void finish_op(Op& op, std::string_view saves, std::string_view paths);

}  // namespace tenon
