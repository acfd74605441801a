// autocast: inside, matrix products and convolutions on the CPU run in bfloat16 (or float16), and
// ops that need range in float32; PyTorch's lists.
#pragma once
#include "core/tensor/tensor.h"

namespace tenon {

// Of the calling thread.
struct Autocast {
  bool enabled = false;
  bool cache = true;  // casts of leaves that require grad are kept until the outermost context ends
  DType dtype = DType::BF16;
  int depth = 0;  // contexts entered
};
Autocast& autocast();
void set_autocast_enabled(bool on);
void clear_autocast_cache();

}  // namespace tenon
