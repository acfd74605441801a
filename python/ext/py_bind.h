// Python's arguments bound to the signature of a constructor or method.
#pragma once
#include <vector>

#include "core/registry/schema.h"
#include "python/ext/convert.h"

namespace tenon::py {

// What binding needs to know of a signature, worked out once.
struct Signature {
  explicit Signature(const Schema& schema);

  const Schema* schema;
  std::vector<PyObject*> names;  // interned, one per parameter
  std::vector<Value> defaults;   // borrowed from the schema
  uint64_t required = 0;
  size_t positional = 0;  // parameters that may stand in place
  int device = -1;        // the parameter for which the default device stands in
};

constexpr size_t kMaxCells = 64, kMaxResults = 16;
// Fills cells, one per parameter; what they borrow lives in the arena and the arguments. `what`
// starts the messages.
void bind(const Signature& s, std::string_view what, PyObject* const* args, size_t nargs,
          PyObject* kwnames, Arena& arena, Value* cells);
// "(self, in_features, out_features, bias=True)" as inspect.signature reads it. `self` is left out
// when empty.
std::string text_signature(const Schema& schema, std::string_view self);

}  // namespace tenon::py
