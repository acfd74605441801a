// Tensors and storages in memory that other processes can map (core/memory/shared.h).
#pragma once
#include "python/ext/py.h"

namespace tenon::py {

void init_shared(PyObject* module);

}  // namespace tenon::py
