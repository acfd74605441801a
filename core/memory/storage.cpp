#include "core/memory/storage.h"

#include "core/base/error.h"
#include "core/memory/allocator.h"
#include "core/memory/freelist.h"

namespace tenon {

static void keep(void*) {}

void destroy_storage(Storage* s) noexcept {
  if (s->deleter) {
    s->deleter(s->ctx);
  } else {
    cpu_free(s->data, s->nbytes);
  }
  s->~Storage();
  FreeList<Storage>::give(s);
}

RefPtr<Storage> make_storage(size_t nbytes, Device device) {
  check(device.kind == DeviceKind::CPU || device.kind == DeviceKind::Meta,
        "make_storage(): the device has no allocator of its own: got ", device,
        ", expected cpu or meta");
  void* data = device.kind == DeviceKind::CPU ? cpu_allocate(nbytes) : nullptr;
  auto s = RefPtr<Storage>::adopt(new (FreeList<Storage>::take()) Storage);
  s->data = data;
  s->nbytes = nbytes;
  s->device = device;
  return s;
}

RefPtr<Storage> wrap_storage(void* data, size_t nbytes, Device device, void (*deleter)(void*),
                             void* ctx) {
  auto s = RefPtr<Storage>::adopt(new (FreeList<Storage>::take()) Storage);
  s->data = data;
  s->nbytes = nbytes;
  s->device = device;
  s->deleter = deleter ? deleter : keep;
  s->ctx = ctx;
  return s;
}

}  // namespace tenon
