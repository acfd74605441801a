// Note [Claim-based pool]
// A job sits in one of kSlots static slots. Its chunks are claimed one at a time by
// compare-and-swap on `state` (generation, chunks left); a claim that succeeds proves that the job
// is still open, so its fields may be read and the caller, who claims too, waits only for chunks
// that somebody has claimed. A helper that the system does not schedule therefore costs nothing.
// Slots are never freed, so a late look at one is harmless.
#include "core/parallel/pool.h"

#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <exception>
#include <mutex>

#include "core/base/env.h"
#include "core/base/error.h"

namespace tenon {
namespace {

constexpr int kSlots = 16;
constexpr int kMaxThreads = 1024;
constexpr int64_t kSpinNanoseconds = 20'000;
constexpr uint32_t kCallerSleeps = 1u << 31;
constexpr int64_t kChunksPerThread = 4;

struct alignas(128) Slot {
  std::atomic<uint64_t> state{0};  // generation << 32 | chunks left to claim
  std::atomic<uint32_t> done{0};   // chunks finished; the top bit when the caller sleeps on it
  std::atomic<bool> taken{false};
  std::atomic<bool> failed{false};
  parallel::Body body = nullptr;
  void* ctx = nullptr;
  int64_t begin = 0, end = 0, chunk = 0;
  uint32_t chunks = 0;
  std::exception_ptr error;
};

struct Pool {
  Slot slots[kSlots];
  std::atomic<uint32_t> epoch{0};  // changes with every job; helpers sleep on it
  std::atomic<int> sleepers{0};
  std::atomic<int> threads{1};
  std::mutex mutex;  // held while helpers are started
  std::atomic<int> workers{0};
};

thread_local bool t_inside __attribute__((tls_model("initial-exec"))) = false;

void futex_wait(std::atomic<uint32_t>& word, uint32_t expected) {
  syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), FUTEX_WAIT_PRIVATE, expected, nullptr,
          nullptr, 0);
}
void futex_wake(std::atomic<uint32_t>& word, int n) {
  syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), FUTEX_WAKE_PRIVATE, n, nullptr, nullptr,
          0);
}

int64_t now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1'000'000'000 + t.tv_nsec;
}

// Spins until ready() or the time is up; says which.
template <class F>
bool spin(F&& ready) {
  for (int64_t until = now() + kSpinNanoseconds; now() < until;) {
    for (int i = 0; i < 16; ++i) {
      if (ready()) return true;
      __builtin_ia32_pause();
    }
  }
  return ready();
}

int default_threads() {
  cpu_set_t set;
  int cpus = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
  int64_t n = env::get_int("TN_NUM_THREADS", cpus);
  return static_cast<int>(std::clamp<int64_t>(n, 1, kMaxThreads));
}

// Leaky: helpers run until the process ends, after static destructors.
Pool& pool() {
  static Pool* p = [] {
    auto* made = new Pool;
    made->threads = default_threads();
    // Only the forking thread lives on in the child: forget the helpers, they start again when
    // needed.
    pthread_atfork([] { pool().mutex.lock(); }, [] { pool().mutex.unlock(); },
                   [] {
                     Pool& child = pool();
                     child.mutex.unlock();
                     child.workers = 0;
                     child.sleepers = 0;
                     for (Slot& s : child.slots) {
                       s.state = s.state & ~uint64_t{UINT32_MAX};
                       s.taken = false;
                     }
                   });
    return made;
  }();
  return *p;
}

// Claims and runs one chunk; false when none is left.
bool run_chunk(Slot& s) {
  uint64_t state = s.state.load(std::memory_order_relaxed);
  do {
    if (static_cast<uint32_t>(state) == 0) return false;
  } while (!s.state.compare_exchange_weak(state, state - 1, std::memory_order_acq_rel,
                                          std::memory_order_relaxed));
  int64_t index = int64_t{s.chunks} - static_cast<uint32_t>(state);
  int64_t b = s.begin + index * s.chunk, e = std::min(b + s.chunk, s.end);
  uint32_t chunks = s.chunks;
  try {
    if (!s.failed.load(std::memory_order_relaxed)) s.body(s.ctx, b, e);
  } catch (...) {
    if (!s.failed.exchange(true)) s.error = std::current_exception();
  }
  uint32_t before = s.done.fetch_add(1, std::memory_order_acq_rel);
  if (before == (kCallerSleeps | (chunks - 1))) futex_wake(s.done, 1);
  return true;
}

void* helper_main(void* arg) {
  auto index = static_cast<int>(reinterpret_cast<intptr_t>(arg));
  Pool& p = pool();
  t_inside = true;
  for (;;) {
    uint32_t seen = p.epoch.load();
    bool ran = false;
    if (index < p.threads.load(std::memory_order_relaxed)) {
      for (Slot& s : p.slots) {
        while (run_chunk(s)) ran = true;
      }
    }
    if (ran || spin([&] { return p.epoch.load(std::memory_order_relaxed) != seen; })) continue;
    p.sleepers.fetch_add(1);
    futex_wait(p.epoch, seen);
    p.sleepers.fetch_sub(1);
  }
}

void start_helpers(Pool& p, int wanted) {
  std::lock_guard lock(p.mutex);
  if (p.workers >= wanted) return;
  // Signals stay with the threads of the user.
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  while (p.workers < wanted) {
    pthread_t thread;
    auto* arg = reinterpret_cast<void*>(static_cast<intptr_t>(p.workers + 1));
    if (pthread_create(&thread, nullptr, helper_main, arg) != 0)
      break;  // fewer helpers: slower, not wrong
    pthread_setname_np(thread, "tenon-pool");
    pthread_detach(thread);
    ++p.workers;
  }
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
}

Slot* take_slot(Pool& p) {
  for (Slot& s : p.slots) {
    if (!s.taken.load(std::memory_order_relaxed) && !s.taken.exchange(true)) return &s;
  }
  return nullptr;
}

void publish(Pool& p, Slot& s) {
  s.done.store(0, std::memory_order_relaxed);
  s.failed.store(false, std::memory_order_relaxed);
  uint64_t generation = (s.state.load(std::memory_order_relaxed) >> 32) + 1;
  s.state.store(generation << 32 | s.chunks);
  p.epoch.fetch_add(1);
  if (p.sleepers.load() == 0) return;
  // After set_num_threads(fewer), some sleepers may not take work: then all are woken, to reach one
  // that may.
  bool some_idle = p.workers.load() >= p.threads.load();
  futex_wake(p.epoch, some_idle ? INT_MAX : static_cast<int>(s.chunks - 1));
}

void wait_for_claimed(Slot& s) {
  auto done = [&] { return (s.done.load(std::memory_order_acquire) & ~kCallerSleeps) == s.chunks; };
  if (spin(done)) return;
  uint32_t seen = s.done.fetch_or(kCallerSleeps, std::memory_order_acq_rel) | kCallerSleeps;
  while (seen != (kCallerSleeps | s.chunks)) {
    futex_wait(s.done, seen);
    seen = s.done.load(std::memory_order_acquire);
  }
}

}  // namespace

int num_threads() noexcept { return pool().threads.load(std::memory_order_relaxed); }

void set_num_threads(int n) {
  check_value(n >= 1 && n <= kMaxThreads, "set_num_threads(): bad number of threads: got ", n,
              ", expected 1 to ", kMaxThreads);
  pool().threads = n;
}

bool in_parallel() noexcept { return t_inside; }

namespace parallel {

void run(int64_t begin, int64_t end, int64_t grain, Body body, void* ctx) {
  Pool& p = pool();
  int threads = p.threads.load(std::memory_order_relaxed);
  int64_t pieces = threads * kChunksPerThread;
  int64_t chunk = std::max({grain, (end - begin + pieces - 1) / pieces, int64_t{1}});
  if (chunk >= 1024)
    chunk = (chunk + 63) & ~int64_t{63};  // ranges of elements begin on cache lines
  int64_t chunks = (end - begin + chunk - 1) / chunk;
  Slot* s = chunks > 1 && threads > 1 && !t_inside ? take_slot(p) : nullptr;
  if (!s) return body(ctx, begin, end);

  start_helpers(p, threads - 1);
  s->body = body;
  s->ctx = ctx;
  s->begin = begin;
  s->end = end;
  s->chunk = chunk;
  s->chunks = static_cast<uint32_t>(chunks);
  publish(p, *s);
  t_inside = true;
  while (run_chunk(*s)) {
  }
  t_inside = false;
  wait_for_claimed(*s);
  std::exception_ptr error = std::move(s->error);
  s->error = nullptr;
  s->taken.store(false, std::memory_order_release);
  if (error) std::rethrow_exception(error);
}

}  // namespace parallel
}  // namespace tenon
