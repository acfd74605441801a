#include "core/memory/storage.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/memory/allocator.h"

namespace tenon {
namespace {

TEST(Storage, OwnsMemoryOnTheCpu) {
  uint64_t before = memory_stats().allocated;
  {
    RefPtr<Storage> s = make_storage(1000);
    RefPtr<Storage> other = s;
    EXPECT_NE(s->data, nullptr);
    EXPECT_EQ(s->nbytes, 1000u);
    EXPECT_EQ(s->use_count(), 2u);
    EXPECT_GT(memory_stats().allocated, before);
  }
  EXPECT_EQ(memory_stats().allocated, before);
}

TEST(Storage, MetaHasNoData) {
  RefPtr<Storage> s = make_storage(size_t{1} << 50, Device{DeviceKind::Meta});
  EXPECT_EQ(s->data, nullptr);
  EXPECT_EQ(s->nbytes, size_t{1} << 50);
}

TEST(Storage, WrapsMemoryOfTheCaller) {
  int data[4] = {}, freed = 0;
  auto deleter = [](void* ctx) { ++*static_cast<int*>(ctx); };
  {
    RefPtr<Storage> s = wrap_storage(data, sizeof(data), Device{}, deleter, &freed);
    RefPtr<Storage> other = s;
    EXPECT_EQ(s->data, data);
  }
  EXPECT_EQ(freed, 1);
  wrap_storage(data, sizeof(data), Device{}, nullptr, nullptr);
}

TEST(Storage, UnknownDeviceIsAnError) {
  EXPECT_THROW(make_storage(8, Device{register_device("storagetest")}), Error);
}

}  // namespace
}  // namespace tenon
