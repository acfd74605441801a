// The plugin host for Python: tenon._plugins turns what is here into modules.
#pragma once
#include "python/ext/py.h"

namespace tenon::py {

// _plugins(), _plugin_load(name), _plugin_folder(path); ends with an empty row.
extern PyMethodDef plugin_functions[];

}  // namespace tenon::py
