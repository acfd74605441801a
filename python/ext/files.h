// What tenon.save and tenon.load need of core: the zip directory and checksums.
#pragma once
#include "python/ext/py.h"

namespace tenon::py {

extern PyMethodDef file_functions[];

}  // namespace tenon::py
