// Finds and loads libtenon_lapack.so beside libtenon.so, at the first use.
#pragma once
#include "core/lapack/table.h"

namespace tenon::lapack {

// The library's functions. RuntimeError, naming the file, when it is missing or does not fit; the
// next call tries again.
const Table& table();

}  // namespace tenon::lapack
