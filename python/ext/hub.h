// The hub and model files for Python: functions of the module tenon._C.
#pragma once
#include "python/ext/py.h"

namespace tenon::py {

// Adds HubError and the functions.
void init_hub(PyObject* module);

}  // namespace tenon::py
