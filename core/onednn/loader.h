// Finds and loads libtenon_onednn.so beside libtenon.so, at the first use.
#pragma once
#include "core/onednn/table.h"

namespace tenon::onednn {

// The library's functions. RuntimeError, naming the file, when it is missing or does not fit; the
// next call tries again.
const Table& table();

// RuntimeError with the op's name unless `message` (what a table function returned) is null.
void check_call(const char* op, const char* message);

}  // namespace tenon::onednn
