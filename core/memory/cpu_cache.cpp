// Note [CPU cache]
// Blocks up to 1 MiB have 56 sizes: multiples of 64 to 1 KiB, then four to each doubling. A thread
// keeps freed ones in its own lists, up to kListBytes a size; what is over goes half to a shared
// list of that size, where a thread that allocates more than it frees picks it up. Above 1 MiB,
// Arenas serves under the same lock. Small sizes are cut from slabs that are never given back, so
// that they cost no bookkeeping. With AddressSanitizer nothing is cached: reuse would hide errors.
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <mutex>
#include <new>

#include "core/base/env.h"
#include "core/base/error.h"
#include "core/memory/allocator.h"
#include "core/memory/arenas.h"

namespace tenon {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool kCached = false;
#else
constexpr bool kCached = true;
#endif

constexpr size_t kClasses = 56;
constexpr size_t kMaxSmall = size_t{1} << 20;  // larger blocks are never kept by a thread
constexpr size_t kMaxSlab = size_t{32} << 10;  // larger blocks are allocated one by one
constexpr size_t kSlab = size_t{256} << 10;
constexpr size_t kListBytes = size_t{2} << 20;  // of one size, per thread
constexpr int64_t kStatSlack = int64_t{256} << 10;
constexpr size_t kMaxBytes =
    size_t{1} << (kCached ? 46 : 39);  // AddressSanitizer ends the process above 2^40

constexpr size_t class_of(size_t n) {
  if (n <= 1024) return n <= 64 ? 0 : (n - 1) / 64;
  size_t log = static_cast<size_t>(std::bit_width(n - 1)) - 1;  // 2^log < n <= 2^(log + 1)
  return 16 + (log - 10) * 4 + ((n - 1 - (size_t{1} << log)) >> (log - 2));
}
constexpr size_t class_bytes(size_t c) {
  if (c < 16) return (c + 1) * 64;
  size_t log = 10 + (c - 16) / 4;
  return (size_t{1} << log) + ((c - 16) % 4 + 1) * (size_t{1} << (log - 2));
}
static_assert(class_of(kMaxSmall) == kClasses - 1 && class_bytes(kClasses - 1) == kMaxSmall);
constexpr size_t round_large(size_t n) { return (n + 65535) & ~size_t{65535}; }
constexpr size_t block_bytes(size_t n) {
  return n <= kMaxSmall ? class_bytes(class_of(n)) : round_large(n);
}

struct FreeBlock {
  FreeBlock* next;
};
struct List {
  FreeBlock* head = nullptr;
  size_t count = 0;
  void push(void* p) {
    head = new (p) FreeBlock{head};
    ++count;
  }
  void* pop() {
    FreeBlock* p = head;
    head = p->next;
    --count;
    return p;
  }
};

struct ThreadCache {
  List lists[kClasses];
  // Written by the owner only; read by memory_stats().
  std::atomic<int64_t> allocated{0};
  std::atomic<uint64_t> allocations{0}, frees{0};
  ThreadCache* next = nullptr;
  ThreadCache* previous = nullptr;
};

// Shared state. Leaky: blocks are freed after static destructors have run.
struct Central {
  std::mutex mutex;
  memory::Arenas arenas{static_cast<size_t>(env::get_int("TN_CACHE_LIMIT_MB", 4096)) << 20};
  List lists[kClasses];
  ThreadCache* threads = nullptr;
  std::atomic<int64_t> allocated{0}, peak{0};
  std::atomic<uint64_t> allocations{0}, frees{0};
};

Central& central() {
  static Central* c = [] {
    pthread_atfork([] { central().mutex.lock(); }, [] { central().mutex.unlock(); },
                   [] { central().mutex.unlock(); });
    return new Central;
  }();
  return *c;
}

void note_peak(int64_t now) {
  Central& c = central();
  int64_t peak = c.peak.load(std::memory_order_relaxed);
  while (now > peak && !c.peak.compare_exchange_weak(peak, now, std::memory_order_relaxed)) {
  }
}

void add_allocated(int64_t delta) {
  note_peak(central().allocated.fetch_add(delta, std::memory_order_relaxed) + delta);
}

template <class T>
void bump(std::atomic<T>& counter, T by) {
  counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
}

void count(ThreadCache* t, int64_t delta) {
  if (!t) {
    Central& c = central();
    (delta > 0 ? c.allocations : c.frees).fetch_add(1, std::memory_order_relaxed);
    return add_allocated(delta);
  }
  bump(delta > 0 ? t->allocations : t->frees, uint64_t{1});
  int64_t own = t->allocated.load(std::memory_order_relaxed) + delta;
  if (own > kStatSlack || own < -kStatSlack) {
    add_allocated(own);
    own = 0;
  }
  t->allocated.store(own, std::memory_order_relaxed);
}

// Takes the lock itself. Moves all but `keep` blocks of one size to the shared list or the arenas.
void give_back(List& list, size_t c, size_t keep, bool to_arenas) {
  Central& shared = central();
  std::lock_guard lock(shared.mutex);
  while (list.count > keep) {
    void* p = list.pop();
    if (to_arenas && class_bytes(c) > kMaxSlab) {
      shared.arenas.free(p, class_bytes(c));
    } else {
      shared.lists[c].push(p);
    }
  }
}

thread_local ThreadCache* t_cache __attribute__((tls_model("initial-exec"))) = nullptr;
thread_local bool t_dead __attribute__((tls_model("initial-exec"))) = false;

struct ThreadExit {
  ~ThreadExit() {
    ThreadCache* t = t_cache;
    t_cache = nullptr;
    t_dead = true;
    for (size_t c = 0; c < kClasses; ++c) give_back(t->lists[c], c, 0, false);
    Central& shared = central();
    shared.allocations += t->allocations;
    shared.frees += t->frees;
    add_allocated(t->allocated);
    std::lock_guard lock(shared.mutex);
    (t->previous ? t->previous->next : shared.threads) = t->next;
    if (t->next) t->next->previous = t->previous;
    delete t;
  }
};

// The calling thread's cache; null while the thread is being torn down.
ThreadCache* make_thread_cache() {
  if (t_dead) return nullptr;
  Central& shared = central();
  auto* t = new ThreadCache;
  static thread_local ThreadExit at_exit;
  (void)&at_exit;
  std::lock_guard lock(shared.mutex);
  t->next = shared.threads;
  if (t->next) t->next->previous = t;
  shared.threads = t;
  return t_cache = t;
}

ThreadCache* thread_cache() { return t_cache ? t_cache : make_thread_cache(); }

[[noreturn, gnu::cold]] void out_of_memory(size_t nbytes) {
  fail(ErrorKind::OutOfMemory, "cpu_allocate(): out of memory: got a request of ", nbytes,
       " bytes with ", memory_stats().allocated, " bytes in use. Hint: use smaller batches.");
}

// A block of class c from the shared state; a few more go to the thread's list while we are here.
[[gnu::noinline]] void* refill(ThreadCache* t, size_t c) {
  Central& shared = central();
  size_t size = class_bytes(c);
  std::lock_guard lock(shared.mutex);
  List& list = shared.lists[c];
  if (!list.head) {
    if (size > kMaxSlab) return shared.arenas.allocate(size);
    auto* slab = static_cast<char*>(shared.arenas.allocate(kSlab));
    if (!slab) return nullptr;
    for (size_t at = kSlab / size * size; at > 0; at -= size) list.push(slab + at - size);
  }
  void* p = list.pop();
  for (size_t left = t ? std::min<size_t>(31, kSlab / size / 2) : 0; left > 0 && list.head;
       --left) {
    t->lists[c].push(list.pop());
  }
  return p;
}

void* allocate_block(ThreadCache* t, size_t nbytes) {
  if (nbytes > kMaxBytes) return nullptr;
  if constexpr (!kCached) {
    void* p = nullptr;
    return posix_memalign(&p, 64, nbytes) == 0 ? p : nullptr;
  }
  if (nbytes > kMaxSmall) {
    std::lock_guard lock(central().mutex);
    return central().arenas.allocate(round_large(nbytes));
  }
  size_t c = class_of(nbytes);
  return t && t->lists[c].head ? t->lists[c].pop() : refill(t, c);
}

}  // namespace

void* cpu_allocate(size_t nbytes) {
  nbytes += nbytes == 0;
  ThreadCache* t = thread_cache();
  void* p = allocate_block(t, nbytes);
  if (!p) [[unlikely]]
    out_of_memory(nbytes);
  count(t, static_cast<int64_t>(block_bytes(nbytes)));
  return p;
}

void cpu_free(void* data, size_t nbytes) noexcept {
  if (!data) return;
  nbytes += nbytes == 0;
  ThreadCache* t = thread_cache();
  count(t, -static_cast<int64_t>(block_bytes(nbytes)));
  if constexpr (!kCached) {
    std::free(data);
  } else if (nbytes > kMaxSmall) {
    std::lock_guard lock(central().mutex);
    central().arenas.free(data, round_large(nbytes));
  } else {
    size_t c = class_of(nbytes);
    List own;
    List& list = t ? t->lists[c] : own;
    list.push(data);
    size_t most = std::max<size_t>(kListBytes / class_bytes(c), 4);
    if (!t || list.count > most) [[unlikely]]
      give_back(list, c, t ? most / 2 : 0, false);
  }
}

void empty_cache() noexcept {
  Central& shared = central();
  if (t_cache) {
    for (size_t c = 0; c < kClasses; ++c) give_back(t_cache->lists[c], c, 0, true);
  }
  for (size_t c = 0; c < kClasses; ++c) {
    if (class_bytes(c) <= kMaxSlab) continue;
    List taken;
    {
      std::lock_guard lock(shared.mutex);
      std::swap(taken, shared.lists[c]);
    }
    give_back(taken, c, 0, true);
  }
  std::lock_guard lock(shared.mutex);
  shared.arenas.trim(0);
}

MemoryStats memory_stats() noexcept {
  Central& shared = central();
  std::lock_guard lock(shared.mutex);
  int64_t allocated = shared.allocated;
  MemoryStats s;
  s.allocation_count = shared.allocations;
  s.free_count = shared.frees;
  for (ThreadCache* t = shared.threads; t; t = t->next) {
    allocated += t->allocated;
    s.allocation_count += t->allocations;
    s.free_count += t->frees;
  }
  note_peak(allocated);
  s.allocated = static_cast<uint64_t>(std::max<int64_t>(allocated, 0));
  s.peak = static_cast<uint64_t>(shared.peak.load());
  s.reserved = shared.arenas.reserved();
  s.cached = shared.arenas.kept();
  return s;
}

void reset_peak_memory() noexcept {
  central().peak = static_cast<int64_t>(memory_stats().allocated);
}

}  // namespace tenon
