// Storage: a reference-counted buffer that tensors share.
#pragma once
#include <cstddef>

#include "core/base/device.h"
#include "core/base/refptr.h"

namespace tenon {

struct Storage : RefCounted {
  void* data = nullptr;  // null on the meta device
  size_t nbytes = 0;
  Device device;
  void (*deleter)(void* ctx) =
      nullptr;  // null: data is cpu_allocate's, or the meta device's nothing
  void* ctx = nullptr;
};

void destroy_storage(Storage* s) noexcept;
inline void intrusive_release(Storage* s) noexcept {
  if (s->release_ref()) destroy_storage(s);
}

// A fresh uninitialised buffer on "cpu", or none on "meta". Other devices wrap their own memory.
RefPtr<Storage> make_storage(size_t nbytes, Device device = {});
// Borrows memory of the caller: deleter(ctx) runs once, when the last user is gone. A null deleter
// is allowed.
RefPtr<Storage> wrap_storage(void* data, size_t nbytes, Device device, void (*deleter)(void* ctx),
                             void* ctx);

}  // namespace tenon
