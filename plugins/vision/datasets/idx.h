// IDX files (the format of MNIST): big-endian header, then bytes; plain or gzip.
#pragma once
#include <string>

#include "tenon/plugin.hpp"

namespace tenon::vision {

// RuntimeError in one sentence when the file is damaged; OSError when it cannot be read.
Tensor read_idx(const std::string& path);

}  // namespace tenon::vision
