// Temporary memory of a call.
#pragma once
#include "core/memory/allocator.h"

namespace tenon::onednn {

class Scratch {
 public:
  explicit Scratch(size_t bytes) : bytes_(bytes), data_(bytes ? cpu_allocate(bytes) : nullptr) {}
  ~Scratch() {
    if (data_) cpu_free(data_, bytes_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  void* data() const { return data_; }

 private:
  size_t bytes_;
  void* data_;
};

}  // namespace tenon::onednn
