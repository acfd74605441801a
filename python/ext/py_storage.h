// The memory behind tensors, as a Python object with the buffer protocol.
#pragma once
#include "core/memory/storage.h"
#include "python/ext/py.h"

namespace tenon::py {

// One object per storage for as long as Python holds it, so that pickle and deepcopy see what is
// shared.
Ref storage_object(const RefPtr<Storage>& storage);
const RefPtr<Storage>& storage_of(PyObject* o);  // TypeError when it is none
void init_storage(PyObject* module);

}  // namespace tenon::py
