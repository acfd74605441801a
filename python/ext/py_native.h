// Holders of native objects (a vocabulary, a trie) inside an instance's __dict__: they copy and
// pickle by the type's table.
#pragma once
#include "core/registry/type.h"
#include "python/ext/py.h"

namespace tenon::py {

// Takes the object over. Throws before that when the field is not native.
Ref make_native(const Type& type, uint32_t field, void* object);
void* native_object(PyObject* holder);  // TypeError for anything else
void init_native(PyObject* module);

}  // namespace tenon::py
