#include "core/memory/allocator.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <set>
#include <thread>
#include <vector>

#include "core/base/error.h"
#include "core/memory/arenas.h"
#include "core/memory/freelist.h"

namespace tenon {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool kCached = false;
#else
constexpr bool kCached = true;
#endif

TEST(Allocator, AlignsEverySizeAndKeepsBlocksApart) {
  std::vector<std::pair<unsigned char*, size_t>> blocks;
  for (size_t n = 0; n < 5'000'000; n = n * 5 / 4 + 1) {
    for (size_t size : {n, n + 1}) {
      auto* p = static_cast<unsigned char*>(cpu_allocate(size));
      ASSERT_NE(p, nullptr);
      ASSERT_EQ(reinterpret_cast<uintptr_t>(p) % 64, 0u) << size;
      std::memset(p, static_cast<int>(blocks.size() % 251), size);
      blocks.emplace_back(p, size);
    }
  }
  for (size_t i = 0; i < blocks.size(); ++i) {
    auto [p, size] = blocks[i];
    for (size_t at : {size_t{0}, size / 2, size - 1}) {
      ASSERT_TRUE(size == 0 || p[at] == i % 251) << size;
    }
    cpu_free(p, size);
  }
}

TEST(Allocator, CountsBytesAndCalls) {
  MemoryStats before = memory_stats();
  void* small = cpu_allocate(100);
  void* large = cpu_allocate(10 << 20);
  MemoryStats during = memory_stats();
  EXPECT_EQ(during.allocated - before.allocated, 128u + (10u << 20));
  EXPECT_EQ(during.allocation_count - before.allocation_count, 2u);
  EXPECT_GE(during.peak, during.allocated);
  cpu_free(small, 100);
  cpu_free(large, 10 << 20);
  MemoryStats after = memory_stats();
  EXPECT_EQ(after.allocated, before.allocated);
  EXPECT_EQ(after.free_count - before.free_count, 2u);
  EXPECT_GE(after.peak, before.allocated + (10u << 20));
  reset_peak_memory();
  EXPECT_EQ(memory_stats().peak, after.allocated);
}

TEST(Allocator, ReusesFreedBlocks) {
  if (!kCached) GTEST_SKIP() << "AddressSanitizer: nothing is cached";
  for (size_t n : {size_t{64}, size_t{5000}, size_t{900'000}, size_t{8} << 20}) {
    void* p = cpu_allocate(n);
    cpu_free(p, n);
    EXPECT_EQ(cpu_allocate(n), p) << n;
    cpu_free(p, n);
  }
}

TEST(Allocator, EmptyCacheGivesArenasBack) {
  if (!kCached) GTEST_SKIP() << "AddressSanitizer: nothing is cached";
  void* p = cpu_allocate(size_t{100} << 20);
  std::memset(p, 1, size_t{100} << 20);
  cpu_free(p, size_t{100} << 20);
  MemoryStats before = memory_stats();
  EXPECT_GE(before.cached, size_t{100} << 20);
  empty_cache();
  MemoryStats after = memory_stats();
  EXPECT_EQ(after.cached, 0u);
  EXPECT_LE(after.reserved + (size_t{100} << 20), before.reserved);
}

TEST(Allocator, ImpossibleSizeIsAnError) {
  for (size_t n : {SIZE_MAX, size_t{1} << 45}) {
    try {
      cpu_allocate(n);
      FAIL() << n;
    } catch (const Error& e) {
      EXPECT_EQ(e.kind(), ErrorKind::OutOfMemory);
    }
  }
}

TEST(Allocator, BlocksCrossThreads) {
  for (int round = 0; round < 20; ++round) {
    std::vector<void*> blocks;
    std::thread([&] {
      for (int i = 0; i < 3000; ++i) blocks.push_back(cpu_allocate(static_cast<size_t>(i)));
    }).join();
    EXPECT_EQ(std::set<void*>(blocks.begin(), blocks.end()).size(), blocks.size());
    std::thread([&] {
      for (size_t i = 0; i < blocks.size(); ++i) cpu_free(blocks[i], i);
    }).join();
  }
}

struct AtThreadEnd {
  void* p = cpu_allocate(1000);
  ~AtThreadEnd() {
    cpu_free(p, 1000);
    cpu_free(cpu_allocate(2000), 2000);
  }
};

TEST(Allocator, WorksWhileAThreadEnds) {
  MemoryStats before = memory_stats();
  std::thread([] {
    static thread_local AtThreadEnd object;
    (void)object.p;
  }).join();
  EXPECT_EQ(memory_stats().allocated, before.allocated);
}

TEST(Allocator, WorksAfterFork) {
  void* p = cpu_allocate(3 << 20);
  pid_t child = fork();
  if (child == 0) {
    cpu_free(p, 3 << 20);
    void* q = cpu_allocate(5 << 20);
    std::memset(q, 0, 5 << 20);
    _exit(0);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  cpu_free(p, 3 << 20);
}

TEST(Arenas, SplitsAndJoins) {
  memory::Arenas arenas(size_t{1} << 30);
  constexpr size_t kBlock = size_t{1} << 20;
  void* a = arenas.allocate(kBlock);
  void* b = arenas.allocate(kBlock);
  void* c = arenas.allocate(kBlock);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(a) % (2 << 20), 0u);
  size_t reserved = arenas.reserved();
  arenas.free(a, kBlock);
  arenas.free(c, kBlock);
  arenas.free(b, kBlock);
  EXPECT_EQ(arenas.kept(), 3 * kBlock);
  EXPECT_EQ(arenas.allocate(reserved), a) << "all blocks joined into the whole arena";
  EXPECT_EQ(arenas.reserved(), reserved);
  arenas.free(a, reserved);
  arenas.trim(0);
  EXPECT_EQ(arenas.reserved(), 0u);
}

TEST(Arenas, KeepsNoMoreThanTheLimit) {
  constexpr size_t kBlock = size_t{4} << 20;
  memory::Arenas arenas(kBlock);
  void* pinned = arenas.allocate(kBlock);
  void* a = arenas.allocate(kBlock);
  void* b = arenas.allocate(kBlock);
  arenas.free(a, kBlock);
  EXPECT_EQ(arenas.kept(), kBlock);
  arenas.free(b, kBlock);
  EXPECT_LE(arenas.kept(), kBlock);
  arenas.free(pinned, kBlock);
  arenas.trim(0);
  EXPECT_EQ(arenas.reserved(), 0u);
}

TEST(FreeList, RecyclesPerThread) {
  struct Node {
    double x[3];
  };
  void* p = FreeList<Node>::take();
  FreeList<Node>::give(p);
  void* q = FreeList<Node>::take();
  EXPECT_TRUE(p == q || !kCached);
  std::thread([&] { FreeList<Node>::give(q); }).join();
}

}  // namespace
}  // namespace tenon
