// The parts of tenon.nn.Module that are written in C.
#pragma once
#include "python/ext/py.h"

namespace tenon::py {

// Adds _module_descriptors (name -> descriptor, for the class body) and _module_setup.
void init_module_class(PyObject* module);

}  // namespace tenon::py
